"""The desk in a browser: pages rendered on the server from one record, for `onrecord serve`.

    pages      the table of pages: address, parameters, the function that answers, the template
    answers/   one module a subject: data out of the record; the same answer is a page, JSON and CSV
    safety     who may ask: addresses, passwords, cookies, tokens, headers
    app        puts them together; `server` runs it

Needs the extra `web`. Nothing here opens a file that a request names, or sends anything anywhere else.
"""
