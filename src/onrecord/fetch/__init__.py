"""Getting pages from the web: politely, within bounds, and from nowhere but the open web.

    addresses   which addresses may be asked: schemes, ports, networks
    robots      what a site's robots.txt allows
    transport   one request: resolve, check, connect to what was checked, read within limits
    client      a page from an address: redirects, retries, pace, robots.txt, conditional requests

Nothing here knows the record; what is due and what becomes of it stands in `onrecord.collecting`.
"""
