"""The whole training on a corpus of a few made-up sentences. Needs torch and the scorer beside the repository."""

import gzip
import json
import random
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from safetensors.torch import save_file  # noqa: E402
from training.bounds import asked_in  # noqa: E402
from training.data import Article, Item, Roles, labels  # noqa: E402
from training.fit import Schedule, fit  # noqa: E402
from training.model import Network, restored  # noqa: E402
from training.narrow import narrowed  # noqa: E402
from training.windows_of import article_windows  # noqa: E402

from onrecord.extract.tagger import load_tagger  # noqa: E402
from onrecord.extract.tagger.pieces import WordPieces, read_tokens  # noqa: E402
from training import run  # noqa: E402

SCORER = Path(__file__).parents[3] / "shared" / "eval" / "score_attribution.py"
VOCABULARY = Path(load_tagger.__code__.co_filename).with_name("vocab.txt")
SENTENCES = (
    ("The mayor", "said", "the old pier was shut"),
    ("Ann Lee", "believes", "that the ferry will come back soon"),
    ("The port", "denied", "that the crane had failed twice"),
    ("Two pilots", "warned", "the harbour board of the ice"),
)
QUICK = {"epochs": 1, "rate": 1e-3}


def row(number):
    text, attributions = "", []
    for source, cue, content in SENTENCES[number:] + SENTENCES[:number]:
        spans = {}
        for role, part in (("source", source), ("cue", cue), ("content", content)):
            spans[role] = [[len(text), len(text) + len(part)]]
            text += part + (". " if role == "content" else " ")
        attributions.append(spans)
    return {"id": f"made-{number}", "text": text.strip(), "attributions": attributions}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    for name in ("train", "dev", "multi-train", "multi-dev"):
        rows = [row(number) for number in range(0 if name.startswith("multi") else 4)]
        (folder / f"{name}.jsonl.gz").write_bytes(gzip.compress("".join(json.dumps(r) + "\n" for r in rows).encode()))
    return folder


@pytest.fixture(scope="module")
def encoder(tmp_path_factory):
    """A folder as the encoder's package has it, with random weights."""
    folder = tmp_path_factory.mktemp("encoder")
    torch.manual_seed(0)
    network, given = Network(), {}

    def put(name, module):
        given[name + ".weight"] = module.weight.detach().clone()
        given[name + ".bias"] = module.bias.detach().clone()

    given["embeddings.word_embeddings.weight"] = network.word.weight.detach() * 0.05
    given["embeddings.position_embeddings.weight"] = network.position.weight.detach() * 0.05
    given["embeddings.token_type_embeddings.weight"] = torch.zeros(2, 384)
    put("embeddings.LayerNorm", network.norm)
    for number, layer in enumerate(network.layers):
        name = f"encoder.layer.{number}."
        for part, which in enumerate(("query", "key", "value")):
            given[f"{name}attention.self.{which}.weight"] = layer.qkv.weight.detach()[
                384 * part : 384 * part + 384
            ].clone()
            given[f"{name}attention.self.{which}.bias"] = layer.qkv.bias.detach()[384 * part : 384 * part + 384].clone()
        put(name + "attention.output.dense", layer.out)
        put(name + "attention.output.LayerNorm", layer.attention_norm)
        put(name + "intermediate.dense", layer.up)
        put(name + "output.dense", layer.down)
        put(name + "output.LayerNorm", layer.norm)
    save_file(given, folder / "model.safetensors")
    (folder / "vocab.txt").write_bytes(VOCABULARY.read_bytes())
    return folder


@pytest.mark.slow
@pytest.mark.skipif(not SCORER.is_file(), reason="the scorer is not beside the repository")
def test_all_stages_run_and_give_a_tagger(corpus, encoder, tmp_path, monkeypatch):
    for name in ("TEACHER", "STUDENT", "NARROW", "LONGER"):
        monkeypatch.setattr(run, name, Schedule(seed=1, **QUICK))
    monkeypatch.setattr(run, "NESTED_WINDOWS", 4)
    monkeypatch.setattr("training.assess.NESTED_CASES", 4)
    out = tmp_path / "out"
    arguments = ["--data", corpus, "--encoder", encoder, "--scorer", SCORER, "--out", out]
    run.main([str(argument) for argument in arguments])
    first = (out / "model.json").read_bytes()
    load_tagger(out)("The mayor said the pier was shut.")
    run.main([str(argument) for argument in arguments])  # every stage lies there: the same again
    assert (out / "model.json").read_bytes() == first


def items():
    pieces = WordPieces.parse(VOCABULARY.read_bytes())
    articles = []
    for number in range(3):
        text = row(number)["text"]
        tokens = tuple(read_tokens(text, pieces))
        articles.append(Article(f"made-{number}", text, tokens, ((Roles((0, 1), (2,), (3, 4, 5)),),)))
    return articles, (pieces.first, pieces.last)


@pytest.mark.slow
def test_a_stopped_run_goes_on_to_the_same_weights(tmp_path):
    articles, marks = items()
    schedule = Schedule(epochs=2, seed=5)
    epochs = []

    def once(chance):
        epochs.append(None)
        if len(epochs) == 2:
            raise KeyboardInterrupt
        return article_windows(articles, chance)

    def small():
        torch.manual_seed(0)
        return Network([(2, 64)])

    whole = fit(
        small(), lambda chance: article_windows(articles, chance), schedule, marks=marks, save=tmp_path / "a.pt"
    )
    with pytest.raises(KeyboardInterrupt):
        fit(small(), once, schedule, marks=marks, save=tmp_path / "b.pt")
    resumed = fit(small(), once, schedule, marks=marks, save=tmp_path / "b.pt")
    assert all(torch.equal(a, b) for a, b in zip(whole.parameters(), resumed.parameters(), strict=True))
    assert not list(tmp_path.glob("*.halfway.*"))


def test_a_narrowed_network_keeps_the_heads_and_columns_of_most_worth():
    articles, marks = items()
    torch.manual_seed(0)
    network = Network([(3, 64)])
    with torch.no_grad():
        network.layers[0].down.weight[:, 32:] = 0.0  # these columns do nothing
        network.layers[0].out.weight[:, 32:64] = 0.0  # nor does the second head
    given = [item for article in articles for item in article_windows([article], random.Random(0))]
    small = narrowed(network, given, Schedule(1, 1), heads=2, inner=32, marks=marks)
    assert [(layer.heads, layer.up.out_features) for layer in small.layers] == [(2, 32)]
    ids = torch.tensor([[marks[0], 2000, 2001, marks[1]]])
    mask = torch.ones(1, 4)
    assert torch.allclose(network(ids, ids * 0, mask), small(ids, ids * 0, mask), atol=1e-5)
    assert restored(small.state_dict()).layers[0].heads == 2


def test_a_cue_asks_for_its_own_bounds_and_its_sources():
    articles, _ = items()
    (article,) = articles[:1]
    window = Item(article.tokens, labels(article.annotations[0], len(article.tokens), inner_known=True))
    sizes = [len(token.pieces) for token in article.tokens]
    asked = asked_in([window])
    places = [1 + sum(sizes[:token]) for token in (2, 2, 0, 1)]
    assert [(one.pieces, one.targets, one.weights) for one in asked] == [([places[0]], [at], [1.0]) for at in places]
