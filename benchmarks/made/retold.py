"""Made-up utterances: what one outlet quotes, and what another one says that the same person said.

`RETOLD` are one utterance told twice; `OTHER` are two utterances of one person on one matter of the day, as like each other as such
are. Of both the even ones may be looked at when rules are made; the odd ones are held back.

Each is the quotation, the retelling, the days between, and to whom it was said by the retelling ("" where it does not tell).
"""

from __future__ import annotations

Case = tuple[str, str, int, str]

RETOLD: tuple[Case, ...] = (
    ("We did not touch the ballot boxes, and whoever claims it is lying", "nobody had touched the boxes", 0, ""),
    (
        "I was joking about the tunnel, and people took it seriously",
        "his words on the tunnel were a joke",
        2,
        "the Outlet A",
    ),
    (
        "The hospital has beds for nine more days, then we send people home",
        "patients will be sent home in nine days",
        0,
        "",
    ),
    ("Nobody from this ministry ordered the shutdown", "the ministry had not ordered any shutdown", 1, ""),
    ("I will resign the day the last miner is above ground", "he would step down once every miner was out", 0, ""),
    ("There is no cholera in the camp, only bad water", "there was no case of cholera", 1, ""),
    ("We are tired of promises, we want tractors", "farmers wanted tractors rather than promises", 1, ""),
    ("The dam will hold, I have walked on it myself", "the dam was safe, since she had walked along it", 0, ""),
    ("Our divers found a bolt, a boot and nothing else", "divers had found no more than a bolt and a boot", 0, ""),
    ("It was a mistake to sign before the audit", "signing without waiting for the audit had been wrong", 1, ""),
    ("Prices will double before the harvest is in", "bread would cost twice as much by harvest", 0, ""),
    ("I never met the contractor, not once", "he had never met any contractor", 3, "the Outlet A"),
    ("Tell the fishermen that the quota is a ceiling and no target", "the quota was only an upper limit", 0, ""),
    ("We have not lost a single vaccine to the heat", "no vaccine had been lost", 0, ""),
    (
        "This orchestra has survived two wars and it will survive an accountant",
        "the orchestra would outlive the cuts",
        2,
        "",
    ),
    ("We counted the votes by candle and we counted them right", "the count by candle light was correct", 0, ""),
    ("My brother did not fire at anyone", "her brother had not fired a shot", 0, ""),
    ("The ferry is not insured and never was", "the ferry had no insurance", 0, ""),
    (
        "I was thinking aloud about the currency, that is all",
        "she had merely been thinking aloud on the currency",
        3,
        "the Outlet A",
    ),
    ("Not one refugee has been turned away at this gate", "no refugee was turned away", 1, ""),
)

OTHER: tuple[Case, ...] = (
    ("The bridge will be open by Easter", "the old bridge had cost too many lives", 0, ""),
    ("We shall rebuild every school in the valley", "teachers had not been paid since spring", 0, ""),
    ("I have asked the prosecutor to look at the tapes", "the prosecutor had been appointed too late", 0, ""),
    ("Nobody will go hungry this winter", "the stores were emptier than last winter", 1, ""),
    ("Our airline is not for sale", "the airline had lost two pilots to a rival", 0, ""),
    ("We did not negotiate with the strikers", "the strikers had broken the windows", 0, ""),
    ("The vaccine is safe, I took it on Monday", "the second vaccine would arrive in June", 0, ""),
    ("I do not read opinion polls", "the polls had been bought by a rival", 1, "the Outlet A"),
    ("There will be no referendum while I am in office", "the referendum of last year had settled nothing", 2, ""),
    ("The levee broke because it was built on sand", "engineers were pumping water over the levee", 0, ""),
    ("We do not know who sent the drones", "the drones had been shot down over the lake", 0, ""),
    ("I will never apologise for the curfew", "the curfew would be lifted at the weekend", 1, ""),
    ("The census did not count the islands", "the census would be published in autumn", 3, "the Outlet A"),
    ("No minister takes a salary from two offices", "ministers would give up a tenth of their salary", 0, ""),
    ("The opera house needs a new roof", "the opera would open with a comedy", 1, ""),
    ("We have no quarrel with the miners", "no mine would be closed before the talks", 0, ""),
    ("Our port is not a barracks", "no foreign ship had entered the port", 0, ""),
    ("I did not write that letter", "the letter had been written by a clerk", 0, ""),
    ("We will not pay the ransom", "nobody had asked for a ransom yet", 0, ""),
    ("There is no shortage of insulin", "insulin would not become dearer", 0, ""),
)
