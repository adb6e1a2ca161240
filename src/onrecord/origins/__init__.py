"""Who printed what first, who copied whom, what travelled between outlets. Pure: rows of the record in, answers out.

    rows        the rows that the answers rest on, and an article as it is named in lists
    words       the words of the articles, compared as reprints change them
    voices      whom a statement stands for, equal in all articles
    moments     which of several articles was surely first, by published times with their precision
    versions    captures of one page at several times
    same_text   which places of articles are one text: copies, families, versions
    families    origins: the list, and the tree of one
    carried     how many origins carry a statement
    quotations  the same words of one speaker in independent articles; quotation and paraphrase
    wording     words that independent outlets share, whoever says them
    changes     what changed between two versions
    reading     the questions of `onrecord origins`, each with one answer

What a copy is stands in `onrecord.reuse`; here the rows that it left are read. Nothing is written, nothing is guessed:
an order that the dates do not settle stays unknown.
"""
