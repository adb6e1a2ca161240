"""The migration that the desk's pages brought: lists in the order in which they are shown, made from the record's rows.

Everything here is derived. Triggers take a row out the moment what it was made from changes; `store.desk_rows.refresh`
makes what is missing. Dates come first in every key, so that a page of a list is one short walk along a key, with any
filter, at any size of the record.
"""

from __future__ import annotations

from typing import Final

LISTED: Final = """
-- desk_article: (derived) an article as lists name it; missing where its rows changed since, until it is made again.
CREATE TABLE desk_article (
  key INTEGER PRIMARY KEY,       -- day published (days since 0001-01-01, 0 = unknown) * 2^32 + number of the article
  article TEXT NOT NULL UNIQUE,  -- the article
  day TEXT,                      -- ISO day published; empty: unknown
  published TEXT,                -- date or UTC time of publication
  until TEXT,                    -- last possible date, where only a range is known
  precision TEXT,                -- minute, day, month, year or range
  evidence TEXT,                 -- what the date rests on
  captured TEXT,                 -- ISO day on which it was first captured
  outlet TEXT,                   -- name of the medium
  title TEXT NOT NULL,           -- headline, or the opening words where it has none
  titled INTEGER NOT NULL,       -- 1: title is a headline
  statements INTEGER NOT NULL,   -- number of statements in it
  events INTEGER NOT NULL        -- number of events in it
) STRICT;
CREATE INDEX desk_article_outlet ON desk_article(outlet, day, statements);
CREATE INDEX desk_article_captured ON desk_article(captured, key);

-- desk_statement: (derived) a statement in the order of lists, with who speaks.
CREATE TABLE desk_statement (
  key INTEGER PRIMARY KEY,       -- day published * 2^32 + number of the statement; also the row of desk_index
  statement TEXT NOT NULL UNIQUE, -- the statement
  article TEXT NOT NULL,         -- article it stands in
  voice TEXT,                    -- who speaks: actor:ID, or name:NAME in lower case; empty: not known or not named
  score REAL NOT NULL            -- score of the statement
) STRICT;
CREATE INDEX desk_statement_article ON desk_statement(article);
CREATE INDEX desk_statement_score ON desk_statement(score, key);

-- desk_index: (derived) full-text search over statements, newest first, with every filter as a word of its own.
CREATE VIRTUAL TABLE desk_index USING fts5(
  speaker, cue, content, facets, tokenize='unicode61 remove_diacritics 2'
);

-- desk_gone: (derived) rows of desk_index whose statement is gone, until they are taken out.
CREATE TABLE desk_gone (
  key INTEGER PRIMARY KEY        -- the row; a trigger may not write to an index of full text itself
) STRICT;

-- desk_voice: (derived) who is named in which article, and how often.
CREATE TABLE desk_voice (
  voice TEXT NOT NULL,           -- actor:ID, or name:NAME in lower case
  key INTEGER NOT NULL,          -- key of the article in desk_article
  statements INTEGER NOT NULL,   -- statements in it by this voice
  mentions INTEGER NOT NULL,     -- times it is named there, pronouns left out
  PRIMARY KEY (voice, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_voice_key ON desk_voice(key);

-- desk_actor: (derived) everyone who is named, with sums over all articles.
CREATE TABLE desk_actor (
  voice TEXT PRIMARY KEY,        -- actor:ID, or name:NAME in lower case
  name TEXT NOT NULL,            -- a name as a page gives it
  kind TEXT NOT NULL,            -- person, state, body, outlet, group, place, unknown
  statements INTEGER NOT NULL,   -- statements by this voice
  articles INTEGER NOT NULL      -- articles that name it
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_actor_statements ON desk_actor(statements, voice);
CREATE INDEX desk_actor_name ON desk_actor(name COLLATE NOCASE);

-- desk_story: (derived) a family of two articles or more as lists name it.
CREATE TABLE desk_story (
  family TEXT PRIMARY KEY,       -- the family
  head TEXT NOT NULL,            -- article that gives the title: the first where it is known, else the earliest by date
  first_day TEXT,                -- first day of publication of its articles
  last_day TEXT NOT NULL,        -- last day of publication, "" where no article has a date
  articles INTEGER NOT NULL,     -- its articles, captures of one address counted once
  outlets INTEGER NOT NULL       -- different outlets among them
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_story_day ON desk_story(last_day, family);
CREATE INDEX desk_story_size ON desk_story(articles, family);

-- desk_month: (derived) articles and statements by outlet and month, kept by triggers on desk_article.
CREATE TABLE desk_month (
  outlet TEXT NOT NULL,          -- name of the medium, "" where unknown
  month TEXT NOT NULL,           -- year and month published (2026-03), "" where unknown
  articles INTEGER NOT NULL,     -- articles
  statements INTEGER NOT NULL,   -- statements in them
  PRIMARY KEY (outlet, month)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER desk_article_new AFTER INSERT ON desk_article BEGIN
  INSERT INTO desk_month VALUES (coalesce(new.outlet, ''), coalesce(substr(new.day, 1, 7), ''), 1, new.statements)
  ON CONFLICT DO UPDATE SET articles = articles + 1, statements = statements + excluded.statements;
END;
CREATE TRIGGER desk_article_gone AFTER DELETE ON desk_article BEGIN
  UPDATE desk_month SET articles = articles - 1, statements = statements - old.statements
  WHERE outlet = coalesce(old.outlet, '') AND month = coalesce(substr(old.day, 1, 7), '');
END;

CREATE INDEX desk_article_url ON article(url);
CREATE INDEX desk_retrieval_address ON retrieval(address);
CREATE INDEX desk_problem_reason ON problem(reason);
CREATE INDEX desk_event_score ON event(score, id);
CREATE TRIGGER desk_statement_new AFTER INSERT ON statement BEGIN
  DELETE FROM desk_article WHERE article = new.article;
END;
CREATE TRIGGER desk_statement_gone AFTER DELETE ON statement BEGIN
  DELETE FROM desk_article WHERE article = old.article;
  INSERT OR IGNORE INTO desk_gone SELECT key FROM desk_statement WHERE statement = old.id;
  DELETE FROM desk_statement WHERE statement = old.id;
END;
CREATE TRIGGER desk_mention_new AFTER INSERT ON mention BEGIN
  DELETE FROM desk_article WHERE article = new.article;
END;
CREATE TRIGGER desk_mention_changed AFTER UPDATE ON mention BEGIN
  DELETE FROM desk_article WHERE article = new.article;
END;
CREATE TRIGGER desk_mention_gone AFTER DELETE ON mention BEGIN
  DELETE FROM desk_article WHERE article = old.article;
END;
CREATE TRIGGER desk_event_new AFTER INSERT ON event BEGIN
  DELETE FROM desk_article WHERE article = new.article;
END;
CREATE TRIGGER desk_event_gone AFTER DELETE ON event BEGIN
  DELETE FROM desk_article WHERE article = old.article;
END;
CREATE TRIGGER desk_family_gone AFTER DELETE ON family BEGIN
  DELETE FROM desk_story WHERE family = old.id;
END;
"""

#: The schedule walks along the days that events are for.
SCHEDULED: Final = """
CREATE INDEX desk_event_date ON event(date, id) WHERE date IS NOT NULL;
"""

#: Stories and claims cost most to find; they are found once for each week, when something of it changes.
GATHERED: Final = """
-- desk_week: (derived) a week whose stories and claims are found (with the week before); missing where its articles changed.
CREATE TABLE desk_week (
  week INTEGER PRIMARY KEY,      -- days from 0001-01-01 to its Monday, divided by 7; 0: articles without a day
  articles INTEGER NOT NULL,     -- articles looked at for stories, the newest
  compared INTEGER NOT NULL,     -- articles compared for claims, the newest
  fortnight INTEGER NOT NULL     -- all articles of the fortnight
) STRICT;

-- desk_tale: (derived) a story of a week: two articles or more that tell of the same, one of them of that week.
CREATE TABLE desk_tale (
  week INTEGER NOT NULL,         -- the week
  n INTEGER NOT NULL,            -- number in it, the most told first
  leading TEXT NOT NULL,         -- the article that speaks for it
  first_day TEXT,                -- ISO day on which it was first told
  last_day TEXT NOT NULL,        -- last day on which it was told, "" where no article has a date
  origins INTEGER NOT NULL,      -- texts of their own
  articles INTEGER NOT NULL,     -- articles, captures of one page counted once
  outlets INTEGER NOT NULL,      -- different outlets
  PRIMARY KEY (week, n)
) STRICT, WITHOUT ROWID;

-- desk_tale_article: (derived) an article of a story.
CREATE TABLE desk_tale_article (
  week INTEGER NOT NULL,         -- week of the story
  n INTEGER NOT NULL,            -- number of the story in it
  origin INTEGER NOT NULL,       -- number of its text in the story, by the first day told
  place INTEGER NOT NULL,        -- place in that text's articles, the one that stands for them first
  article TEXT NOT NULL,         -- the article
  PRIMARY KEY (week, n, origin, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_tale_article_article ON desk_tale_article(article);

-- desk_claim: (derived) a claim found in a week's articles or those of the week before.
CREATE TABLE desk_claim (
  week INTEGER NOT NULL,         -- the week
  n INTEGER NOT NULL,            -- number in it: disputed ones first, those last spoken of before others
  claim TEXT NOT NULL,           -- id of the claim
  disputed INTEGER NOT NULL,     -- 1: its positions are not all of one stance
  PRIMARY KEY (week, n)
) STRICT, WITHOUT ROWID;

-- desk_position: (derived) what one voice says to a claim.
CREATE TABLE desk_position (
  week INTEGER NOT NULL,         -- week of the claim
  n INTEGER NOT NULL,            -- number of the claim in it
  place INTEGER NOT NULL,        -- place among its positions, by day
  statement TEXT NOT NULL,       -- the statement
  article TEXT NOT NULL,         -- article it stands in
  stance TEXT NOT NULL,          -- asserts, denies, doubts
  day TEXT,                      -- ISO day of the statement, else of its article
  answers TEXT,                  -- statement that it answers
  changed INTEGER NOT NULL,      -- 1: its voice took another stance too
  PRIMARY KEY (week, n, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_position_article ON desk_position(article, week, n);

CREATE TRIGGER desk_week_dropped AFTER DELETE ON desk_week BEGIN
  DELETE FROM desk_tale WHERE week = old.week;
  DELETE FROM desk_tale_article WHERE week = old.week;
  DELETE FROM desk_claim WHERE week = old.week;
  DELETE FROM desk_position WHERE week = old.week;
END;
CREATE TRIGGER desk_week_new AFTER INSERT ON desk_article BEGIN
  DELETE FROM desk_week WHERE week IN (((new.key >> 32) - 1) / 7, ((new.key >> 32) + 6) / 7);
END;
CREATE TRIGGER desk_week_gone AFTER DELETE ON desk_article BEGIN
  DELETE FROM desk_week WHERE week IN (((old.key >> 32) - 1) / 7, ((old.key >> 32) + 6) / 7);
END;
CREATE TRIGGER desk_week_joined AFTER INSERT ON family_member BEGIN
  DELETE FROM desk_week WHERE week IN (SELECT ((d.key >> 32) - 1) / 7 FROM desk_article d WHERE d.article = new.article
    UNION SELECT ((d.key >> 32) + 6) / 7 FROM desk_article d WHERE d.article = new.article);
END;
CREATE TRIGGER desk_week_parted AFTER DELETE ON family_member BEGIN
  DELETE FROM desk_week WHERE week IN (SELECT ((d.key >> 32) - 1) / 7 FROM desk_article d WHERE d.article = old.article
    UNION SELECT ((d.key >> 32) + 6) / 7 FROM desk_article d WHERE d.article = old.article);
END;
"""
