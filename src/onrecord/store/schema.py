"""The schema of `record.db`, with a comment for every table and column, and its migrations.

The comments are the data model's documentation: `docs/record.md` is generated from them. One script of `SCRIPTS` is one
migration; all that a record lacks run in one transaction; the schema version is SQLite's `user_version`. A script that
was released is never edited: what is new stands in a new one at the end. Record tables only grow. Derived tables (marked
so) can be dropped and made again from the record tables at any time.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from onrecord.store.schema_desk import GATHERED, LISTED, SCHEDULED

FOUNDED: Final = """
-- run: one call of a command that wrote to the record.
CREATE TABLE run (
  id TEXT PRIMARY KEY,           -- content hash of the fields below
  started_at TEXT NOT NULL,      -- UTC time
  command TEXT NOT NULL,         -- the command and its inputs
  version TEXT NOT NULL,         -- version of onrecord
  model TEXT,                    -- digest of the statement model that was loaded
  knowledge TEXT,                -- digest of the actors files that were loaded
  finished_at TEXT,              -- UTC time; empty: the run was cut short
  files_read INTEGER NOT NULL DEFAULT 0,     -- files and streams that were looked at: stored + already there + refused
  files_stored INTEGER NOT NULL DEFAULT 0,   -- captures new to the record
  files_present INTEGER NOT NULL DEFAULT 0,  -- captures that the record held before
  files_refused INTEGER NOT NULL DEFAULT 0   -- inputs that were not stored: each has a problem row
) STRICT;

-- capture: the bytes of a page as they came, kept once as a file under captures/.
CREATE TABLE capture (
  digest TEXT PRIMARY KEY,       -- sha256 of the bytes; also the file's name under captures/
  size_bytes INTEGER NOT NULL,   -- length in bytes
  reader TEXT NOT NULL,          -- reader and version that read it
  encoding TEXT,                 -- encoding that the bytes were read in
  run TEXT NOT NULL REFERENCES run(id)  -- run that stored it
) STRICT;

-- retrieval: where and when a capture was got. One capture may come from several addresses.
CREATE TABLE retrieval (
  capture TEXT NOT NULL REFERENCES capture(digest),  -- the bytes
  address TEXT NOT NULL,         -- folder and file name as added, or the address it was fetched from
  retrieved_at TEXT NOT NULL,    -- UTC time of the first time
  run TEXT NOT NULL REFERENCES run(id),              -- run that got it
  PRIMARY KEY (capture, address)
) STRICT, WITHOUT ROWID;

-- article: the text of one article, read from a capture; stored once and never altered.
CREATE TABLE article (
  number INTEGER PRIMARY KEY,    -- row number, used by the search index
  id TEXT NOT NULL UNIQUE,       -- content hash of capture, ordinal and text
  capture TEXT NOT NULL REFERENCES capture(digest),  -- where it was read from
  ordinal INTEGER NOT NULL,      -- position on the page, from 0
  reader TEXT NOT NULL,          -- reader and version
  text TEXT NOT NULL,            -- kept blocks, joined by blank lines; every span counts code points of this
  title TEXT,                    -- headline as shown or declared
  title_start INTEGER,           -- span of the headline in text, where it is one of the blocks
  title_end INTEGER,             -- end of that span, exclusive
  outlet TEXT,                   -- name of the medium
  byline TEXT,                   -- author line
  language TEXT,                 -- language code, empty where unknown
  url TEXT,                      -- canonical address, where the page or the input names it
  published TEXT,                -- chosen date or UTC time of publication
  published_until TEXT,          -- last possible date, where only a range is known
  published_precision TEXT,      -- minute, day, month, year or range
  published_evidence TEXT,       -- jsonld, meta, time, url, field, text, or inferred (a guess)
  run TEXT NOT NULL REFERENCES run(id)  -- run that read it
) STRICT;
CREATE INDEX article_capture ON article(capture);

-- article_date: every date found for an article, chosen or not; conflicting ones are kept.
CREATE TABLE article_date (
  article TEXT NOT NULL REFERENCES article(id), -- article it belongs to
  n INTEGER NOT NULL,            -- order of strength
  role TEXT NOT NULL CHECK (role IN ('published', 'updated', 'candidate')),  -- what it was chosen for
  value TEXT NOT NULL,           -- date or UTC time
  until TEXT,                    -- last possible date of a range
  precision TEXT NOT NULL,       -- minute, day, month, year or range
  evidence TEXT NOT NULL,        -- what it rests on
  words TEXT NOT NULL,           -- as found
  place TEXT,                    -- where in the capture
  PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;

-- block: a labelled piece of a page, in page order; left-out pieces are kept here too.
CREATE TABLE block (
  capture TEXT NOT NULL REFERENCES capture(digest), -- capture it belongs to
  n INTEGER NOT NULL,            -- order of writing within the capture: article by article, then strays
  article TEXT REFERENCES article(id),  -- article it belongs to, empty for pieces of none
  label TEXT NOT NULL,           -- headline, body, caption, boilerplate ...
  place TEXT NOT NULL,           -- bytes, line or element of the capture
  start INTEGER,                 -- span in the article's text; empty: left out
  end INTEGER,                   -- end of that span, exclusive
  words TEXT,                    -- the words, only where they are left out of the article's text
  repeats INTEGER,               -- number (in its article) of the block that it repeats
  PRIMARY KEY (capture, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX block_article ON block(article);

-- credit: words of a page that name another origin.
CREATE TABLE credit (
  article TEXT NOT NULL REFERENCES article(id), -- article it belongs to
  n INTEGER NOT NULL,            -- order on the page
  holder TEXT NOT NULL,          -- who is credited
  words TEXT NOT NULL,           -- the credit line
  place TEXT NOT NULL,           -- where in the capture
  PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;

-- extraction: marks that an extractor has finished with an article.
CREATE TABLE extraction (
  article TEXT NOT NULL REFERENCES article(id), -- article it belongs to
  extractor TEXT NOT NULL,       -- name and version
  run TEXT NOT NULL REFERENCES run(id), -- run that wrote the row
  PRIMARY KEY (article, extractor)
) STRICT, WITHOUT ROWID;

-- mention: words that name someone or something.
CREATE TABLE mention (
  id TEXT PRIMARY KEY,           -- content hash of article and span
  article TEXT NOT NULL REFERENCES article(id), -- article it belongs to
  start INTEGER NOT NULL,        -- span in the article's text
  end INTEGER NOT NULL,          -- end of the span, exclusive
  kind TEXT NOT NULL,            -- person, state, body, outlet, group, place, unknown
  form TEXT NOT NULL,            -- name, title, description, metonym, pronoun
  head_start INTEGER NOT NULL,   -- span of the fullest naming of the same one in this article
  head_end INTEGER NOT NULL,     -- end of that span, exclusive
  actor TEXT,                    -- id in the actors files, empty where not known there
  score REAL NOT NULL,           -- estimate that the actor and the head are right
  reason TEXT NOT NULL           -- how they were found
) STRICT;
CREATE INDEX mention_article ON mention(article);
CREATE INDEX mention_actor ON mention(actor);

-- statement: an attribution: who (source) says, with which words (cue), what (content).
CREATE TABLE statement (
  number INTEGER PRIMARY KEY,    -- row number, used by the search index
  id TEXT NOT NULL UNIQUE,       -- content hash of article and the spans of the three roles
  article TEXT NOT NULL REFERENCES article(id), -- article it belongs to
  kind TEXT NOT NULL,            -- direct, indirect or mixed
  naming TEXT NOT NULL,          -- named, unnamed or unknown speaker
  act TEXT NOT NULL,             -- claim, deny, accuse, assess, promise, threaten, request, praise, criticise, propose, report
  likelihood TEXT,               -- ICD 203 word that the hedge stands for
  negated INTEGER NOT NULL,      -- 1: the cue denies or negates the content
  standing TEXT NOT NULL,        -- made, declined, unconfirmed, not said, hypothetical
  made_on TEXT,                  -- date, where the text tells
  outer TEXT,                    -- statement that this one stands in
  score REAL NOT NULL            -- calibrated estimate that the three roles are right
) STRICT;
CREATE INDEX statement_article ON statement(article);

-- statement_span: the spans of a statement's parts.
CREATE TABLE statement_span (
  statement TEXT NOT NULL REFERENCES statement(id), -- statement it belongs to
  part TEXT NOT NULL,            -- source, cue, content, role, addressee, hedge, condition, made_on
  n INTEGER NOT NULL,            -- order within the part
  start INTEGER NOT NULL,        -- span in the article's text: substr(text, start + 1, end - start)
  end INTEGER NOT NULL,          -- end of the span, exclusive
  PRIMARY KEY (statement, part, n)
) STRICT, WITHOUT ROWID;

-- statement_speaker: the mentions that a statement's source stands for.
CREATE TABLE statement_speaker (
  statement TEXT NOT NULL REFERENCES statement(id), -- statement it belongs to
  n INTEGER NOT NULL,            -- order, from 0
  mention TEXT NOT NULL REFERENCES mention(id), -- mention that the source stands for
  PRIMARY KEY (statement, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_speaker_mention ON statement_speaker(mention);

-- event: a coded action in PLOVER's terms.
CREATE TABLE event (
  id TEXT PRIMARY KEY,           -- content hash of article, type, anchor and parties
  article TEXT NOT NULL REFERENCES article(id), -- article it belongs to
  type TEXT NOT NULL,            -- PLOVER type
  mode TEXT,                     -- PLOVER mode
  date TEXT,                     -- ISO date, resolved against the article's day
  until TEXT,                    -- last day of a range
  date_precision TEXT,           -- day, month, year or range
  status TEXT NOT NULL,          -- happened, ongoing, planned, alleged, hypothetical, conditional, denied, cancelled
  statement TEXT,                -- on whose word: the statement it stands in
  score REAL NOT NULL            -- estimate that type, parties and status are right
) STRICT;
CREATE INDEX event_article ON event(article);

-- event_span: the spans of an event's parts.
CREATE TABLE event_span (
  event TEXT NOT NULL REFERENCES event(id), -- event it belongs to
  part TEXT NOT NULL,            -- anchor, actor, recipient, location, date, status, ordinal
  n INTEGER NOT NULL,            -- order within the part
  start INTEGER NOT NULL,        -- span in the article's text
  end INTEGER NOT NULL,          -- end of the span, exclusive
  PRIMARY KEY (event, part, n)
) STRICT, WITHOUT ROWID;

-- reuse: (derived) two articles that share text.
CREATE TABLE reuse (
  id TEXT PRIMARY KEY,           -- content hash of the two articles
  a TEXT NOT NULL REFERENCES article(id), -- one article, the lower id
  b TEXT NOT NULL REFERENCES article(id), -- the other article
  kind TEXT NOT NULL,            -- reprint, excerpt, partial, quote, boilerplate
  share_a REAL NOT NULL,         -- share of a's characters that stand in a passage
  share_b REAL NOT NULL,         -- share of b's characters that stand in a passage
  first TEXT                     -- article that had it first; empty: unknown
) STRICT;
CREATE INDEX reuse_a ON reuse(a);
CREATE INDEX reuse_b ON reuse(b);

-- reuse_passage: (derived) the aligned passages of a reuse.
CREATE TABLE reuse_passage (
  reuse TEXT NOT NULL REFERENCES reuse(id) ON DELETE CASCADE, -- reuse it belongs to
  n INTEGER NOT NULL,            -- order, from 0
  a_start INTEGER NOT NULL,      -- span in a's text
  a_end INTEGER NOT NULL,        -- end of that span, exclusive
  b_start INTEGER NOT NULL,      -- span in b's text
  b_end INTEGER NOT NULL,        -- end of that span, exclusive
  PRIMARY KEY (reuse, n)
) STRICT, WITHOUT ROWID;

-- reuse_evidence: (derived) reasons for a direction, also those that contradict it.
CREATE TABLE reuse_evidence (
  reuse TEXT NOT NULL REFERENCES reuse(id) ON DELETE CASCADE, -- reuse it belongs to
  n INTEGER NOT NULL,            -- order, from 0
  kind TEXT NOT NULL,            -- time, credit, wire, containment, canonical
  first TEXT,                    -- article it speaks for; empty: it does not tell
  note TEXT NOT NULL,            -- why, in words
  words TEXT,                    -- words of the page that it rests on
  PRIMARY KEY (reuse, n)
) STRICT, WITHOUT ROWID;

-- family: (derived) articles joined by reprint or excerpt: one origin.
CREATE TABLE family (
  id TEXT PRIMARY KEY,           -- content hash of the members
  first TEXT,                    -- earliest known member; empty: unknown or not captured
  credited TEXT                  -- whom all members credit, where that text is not on record
) STRICT;

-- family_member: (derived) a family's articles; an article with two stories may stand in two families.
CREATE TABLE family_member (
  family TEXT NOT NULL REFERENCES family(id) ON DELETE CASCADE, -- family it belongs to
  article TEXT NOT NULL REFERENCES article(id), -- article it belongs to
  PRIMARY KEY (family, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX family_member_article ON family_member(article);

-- problem: something that was refused, or read only in part.
CREATE TABLE problem (
  id TEXT PRIMARY KEY,           -- content hash of address, reason, place and detail
  address TEXT NOT NULL,         -- the input
  reason TEXT NOT NULL,          -- a short fixed word
  detail TEXT NOT NULL,          -- a sentence for a person
  place TEXT,                    -- where in the input
  capture TEXT,                  -- capture it concerns, empty where nothing was stored
  run TEXT NOT NULL REFERENCES run(id)  -- run that first saw it
) STRICT;

-- briefing: a briefing that was written from this record.
CREATE TABLE briefing (
  id TEXT PRIMARY KEY,           -- content hash of its sentences
  title TEXT NOT NULL,           -- title of the briefing
  made_at TEXT NOT NULL,         -- UTC time
  file TEXT NOT NULL,            -- name of the HTML file
  run TEXT NOT NULL REFERENCES run(id) -- run that wrote the row
) STRICT;

-- article_index: (derived) full-text search over titles and texts.
CREATE VIRTUAL TABLE article_index USING fts5(
  title, text, content='article', content_rowid='number', tokenize='unicode61 remove_diacritics 2'
);

-- statement_index: (derived) full-text search over speakers, cues and contents of statements.
CREATE VIRTUAL TABLE statement_index USING fts5(
  speaker, cue, content, tokenize='unicode61 remove_diacritics 2'
);
"""


JUDGED: Final = """
-- judgement: what a person decided about rows or actors. Append-only; no extraction overrides it.
CREATE TABLE judgement (
  number INTEGER PRIMARY KEY,    -- order in which they were made; a later one on the same subject replaces an earlier
  id TEXT NOT NULL UNIQUE,       -- content hash of kind, subject, object, value, judge and time
  kind TEXT NOT NULL,            -- what is decided: actor-merge, statement-reject, reuse-first, undo ...: see below
  subject TEXT NOT NULL,         -- row, actor or name that it speaks of; for undo the judgement taken back
  object TEXT,                   -- second row or actor, for kinds that join or part two
  value TEXT,                    -- new name, new speaker: for kinds that set something
  judge TEXT NOT NULL,           -- who decided
  reason TEXT NOT NULL,          -- why, in their words
  made_at TEXT NOT NULL          -- UTC time
) STRICT;
CREATE INDEX judgement_subject ON judgement(subject);
"""

FETCHED: Final = """
-- link: an address that a captured feed, site map, OPML file or list of addresses names.
CREATE TABLE link (
  capture TEXT NOT NULL REFERENCES capture(digest), -- capture that names it
  n INTEGER NOT NULL,            -- order in that capture, from 0
  url TEXT NOT NULL,             -- absolute web address
  kind TEXT NOT NULL,            -- page, feed or sitemap
  place TEXT NOT NULL,           -- where in the capture
  title TEXT,                    -- title that it is named with
  published TEXT,                -- date of publication as written there
  updated TEXT,                  -- date of the last change as written there
  held INTEGER NOT NULL,         -- 1: the capture holds the article's text too, so that it need not be fetched
  PRIMARY KEY (capture, n)
) STRICT, WITHOUT ROWID;

-- visit: what came of asking for an address on a day for a source of the desk: coverage is counted from these.
CREATE TABLE visit (
  source TEXT NOT NULL,          -- name of the desk's source ([[source]] in onrecord.toml), or "by hand"
  day TEXT NOT NULL,             -- UTC day
  address TEXT NOT NULL,         -- address that was expected
  kind TEXT NOT NULL,            -- page, feed or sitemap
  outcome TEXT NOT NULL,         -- expected (not asked yet), got, unchanged, refused, failed, robots
  detail TEXT,                   -- why it was refused or failed
  status INTEGER,                -- status of the last HTTP answer, empty where there was none
  tries INTEGER NOT NULL,        -- requests made, redirects not counted
  arrived TEXT,                  -- address that the answer came from, after redirects
  capture TEXT REFERENCES capture(digest),  -- what was got, or what it had been before and still is
  retrieved_at TEXT,             -- UTC time of the answer
  run TEXT NOT NULL REFERENCES run(id),  -- run that wrote the row last
  PRIMARY KEY (source, day, address),
  CHECK (outcome IN ('expected', 'got', 'unchanged', 'refused', 'failed', 'robots'))
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_address ON visit(address);

-- validator: what to ask a site with, so that it sends a page again only when it has changed.
CREATE TABLE validator (
  address TEXT PRIMARY KEY,      -- address that is asked for
  capture TEXT NOT NULL REFERENCES capture(digest),  -- what it gave last
  etag TEXT,                     -- its ETag header
  last_modified TEXT,            -- its Last-Modified header
  run TEXT NOT NULL REFERENCES run(id)  -- run that got it
) STRICT, WITHOUT ROWID;
"""

WHO: Final = """
-- identity: (derived) whom a mention stands for over all articles.
CREATE TABLE identity (
  mention TEXT PRIMARY KEY,      -- the words
  actor TEXT NOT NULL,           -- id in the actors files, or an open id made of kind and name (person:janeroe)
  article TEXT NOT NULL REFERENCES article(id) -- article it stands in
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_actor ON identity(actor, article);
CREATE INDEX identity_article ON identity(article);

-- actor_name: (derived) the names under which an actor stands in the record, word by word.
CREATE TABLE actor_name (
  word TEXT NOT NULL,            -- one word of the name, as a spelling key
  actor TEXT NOT NULL,           -- actor, as in identity
  name TEXT NOT NULL,            -- the whole name as a page gives it
  PRIMARY KEY (word, actor, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_name_actor ON actor_name(actor);

-- involvement: (derived) an actor's part in a statement or an event.
CREATE TABLE involvement (
  actor TEXT NOT NULL,           -- actor, as in identity
  day TEXT NOT NULL,             -- day said or done where the text tells, else the day published; empty where neither is known
  "row" TEXT NOT NULL,           -- statement or event
  part TEXT NOT NULL,            -- speaker, addressee, content (of a statement); actor, recipient (of an event)
  mention TEXT NOT NULL,         -- the words that name the actor there
  article TEXT NOT NULL REFERENCES article(id), -- article it stands in
  PRIMARY KEY (actor, day, "row", part, mention)
) STRICT, WITHOUT ROWID;
CREATE INDEX involvement_article ON involvement(article);
CREATE INDEX involvement_row ON involvement("row");
"""

PUBLISHED: Final = """
-- issue: a briefing that was published: what it said, kept for ever. A later issue reckons what is new against it.
CREATE TABLE issue (
  number INTEGER PRIMARY KEY,    -- order in which they were published
  id TEXT NOT NULL UNIQUE,       -- content hash of the text as published
  briefing TEXT NOT NULL,        -- id of the briefing that it was edited from
  title TEXT NOT NULL,           -- title of the issue
  published_at TEXT NOT NULL,    -- UTC time
  folder TEXT NOT NULL,          -- its folder under briefings/
  data TEXT NOT NULL,            -- the data behind the sentences, as in the file
  text TEXT NOT NULL             -- the Markdown as published, with the writer's edits
) STRICT;

-- issue_sentence: a sentence of a published issue, as it was printed.
CREATE TABLE issue_sentence (
  issue TEXT NOT NULL REFERENCES issue(id), -- issue it stands in
  n INTEGER NOT NULL,            -- order in the issue
  sentence TEXT,                 -- id of the sentence that it was made from; empty for one of the writer's own
  row TEXT,                      -- row of the record that it tells of, where it tells of one
  state TEXT NOT NULL CHECK (state IN ('unchanged', 'edited', 'lost', 'own')),  -- whether it rests on its receipts
  words TEXT NOT NULL,           -- as printed
  PRIMARY KEY (issue, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX issue_sentence_row ON issue_sentence(row);
"""

PAGES: Final = """
-- article_section: the part of the outlet that an article stands in, where the page tells.
CREATE TABLE article_section (
  article TEXT PRIMARY KEY REFERENCES article(id), -- article it belongs to
  name TEXT NOT NULL             -- as the page gives it ("World")
) STRICT, WITHOUT ROWID;

-- repeated_block: (derived) prose of an article that stands on other pages of its outlet with other texts: a notice, no news.
CREATE TABLE repeated_block (
  article TEXT NOT NULL REFERENCES article(id), -- article it belongs to
  start INTEGER NOT NULL,        -- span of the block in the article's text
  end INTEGER NOT NULL,          -- end of that span, exclusive
  pages INTEGER NOT NULL,        -- number of the outlet's different texts that it stands in
  PRIMARY KEY (article, start)
) STRICT, WITHOUT ROWID;
"""

NEAR: Final = """
-- indexes only: finding the other captures of a page, in a record of any size
CREATE INDEX article_url ON article(url);
CREATE INDEX retrieval_address ON retrieval(address);
"""

MAPPED: Final = """
-- field_map: the names that the fields of a capture's rows (JSON lines, Parquet) had for us when it was read.
CREATE TABLE field_map (
  capture TEXT NOT NULL REFERENCES capture(digest), -- capture with rows
  role TEXT NOT NULL,            -- text, html, title, published, updated, byline, outlet, url or language
  field TEXT NOT NULL,           -- name of the field that holds it
  PRIMARY KEY (capture, role)
) STRICT, WITHOUT ROWID;
"""

CODED: Final = """
-- event_context: what an event is about, in PLOVER's terms; the words that tell it are its spans of the part "context".
CREATE TABLE event_context (
  event TEXT NOT NULL REFERENCES event(id), -- event it belongs to
  n INTEGER NOT NULL,            -- order; that of the words too
  name TEXT NOT NULL,            -- PLOVER context: military, economic, legal ...
  PRIMARY KEY (event, n)
) STRICT, WITHOUT ROWID;

-- run_model: the models that were loaded in a run, one a row; run.model is the digest of "statements".
CREATE TABLE run_model (
  run TEXT NOT NULL REFERENCES run(id), -- run that loaded it
  name TEXT NOT NULL,            -- what it reads: statements, events
  digest TEXT NOT NULL,          -- digest of its weights
  PRIMARY KEY (run, name)
) STRICT, WITHOUT ROWID;
"""

REPEATING: Final = """
-- outlet_line: (derived) each line of prose of an article whose outlet is known: what repeats is found by way of it.
CREATE TABLE outlet_line (
  line INTEGER NOT NULL,         -- 64 bits of a digest of the outlet and the line's words without digits
  article TEXT NOT NULL REFERENCES article(id), -- article it belongs to
  words INTEGER NOT NULL,        -- number of its words
  PRIMARY KEY (line, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX outlet_line_article ON outlet_line(article, words);

-- repeated_line: (derived) lines that stand in different texts of their outlet.
CREATE TABLE repeated_line (
  line INTEGER PRIMARY KEY       -- as in outlet_line
) STRICT;

-- repeated_block was made anew from all articles of an outlet; it is made again from the lines
DROP TABLE repeated_block;

-- repeated_block: (derived) prose of an article that stands on other pages of its outlet with other texts: a notice, no news.
CREATE TABLE repeated_block (
  article TEXT NOT NULL REFERENCES article(id), -- article it belongs to
  start INTEGER NOT NULL,        -- span of the block in the article's text
  end INTEGER NOT NULL,          -- end of that span, exclusive
  PRIMARY KEY (article, start)
) STRICT, WITHOUT ROWID;

-- settled: (derived) how far the articles, in the order of adding, were gone through: the rest is found at once.
CREATE TABLE settled (
  extractor TEXT PRIMARY KEY,    -- name and version, as in extraction
  last INTEGER NOT NULL          -- row number of an article: it and all before it have the extractor's mark
) STRICT, WITHOUT ROWID;

-- compared: (derived) which articles are compared with all others, as a number that the index of shared wording has too.
CREATE TABLE compared (
  extractor TEXT PRIMARY KEY,    -- name and version of the comparison
  articles INTEGER NOT NULL,     -- number of its marks
  digest TEXT NOT NULL           -- digests of the articles' ids, added up; the same in any order
) STRICT, WITHOUT ROWID;
"""

#: Script n brings a record from version n to n + 1.
SCRIPTS: Final[tuple[str, ...]] = (
    FOUNDED,
    JUDGED,
    WHO,
    PUBLISHED,
    FETCHED,
    PAGES,
    NEAR,
    LISTED,
    SCHEDULED,
    MAPPED,
    CODED,
    GATHERED,
    REPEATING,
)
VERSION: Final = len(SCRIPTS)


def statements(script: str) -> list[str]:
    """The statements of an SQL script, so that a migration can run them in one transaction."""
    out: list[str] = []
    current = ""
    for line in script.splitlines(keepends=True):
        current += line
        if sqlite3.complete_statement(current):
            out.append(current)
            current = ""
    return out
