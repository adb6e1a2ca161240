"""Wordings of page furniture, as data: buttons, players, notices, tail headings, greetings. English news sites.

All entries are the common phrasings of content systems and press offices, none belongs to one outlet. Whole lines are
compared by `line_key`; patterns are searched in short lines only, and hold no nested repetition.
"""

from __future__ import annotations

import re
from typing import Final

from onrecord.readers.shape import holds

#: Whole lines that are buttons, menus or layout tokens.
BUTTONS: Final = frozenset(
    line.strip()
    for line in """
    accept|accept all|accept all cookies|accept cookies|accessibility|accessibility links|add to favorites
    advertisement|advertisements|advertising|all episodes|all news|all sections|archive|back|back to top|bookmark
    breaking|breaking news|cancel|cart|close|comment|comments|contact|contact us|contacts|continue|continue reading
    cookie policy|cookie settings|cookies|copy|copy link|direct link|donate|download|e-mail|email|embed
    enter your email|events|facebook|faq|feedback|follow us|forward|full screen|gallery|gift this article
    give this article|headlines|hide|home|home page|homepage|instagram|jump to content|jump to main content
    jump to navigation|jump to search|languages|latest|latest news|link|linkedin|listen|listen live|live|load more
    log in|log out|login|mail|manage cookies|menu|messenger|more|more news|more stories|most popular|most read
    most viewed|my account|navigation|newsletter|newsletters|next|next article|next story|no comments|open|pause
    photos|pinterest|play|player|podcast|podcasts|popular|popular news|post a comment|previous|previous article
    previous page|next page|print|print this page|print version|privacy|privacy policy|programme page|programmes
    read later|read more|recent posts|recommended|reddit|register|related|related articles|related stories|reply
    report an error|rss|save|save article|save for later|search|search form|see also|see more|send|settings|share
    share on facebook|share on telegram|share on twitter|share on whatsapp|share on x|share this|share this article
    share this page|share this story|show all|show more|sign in|sign out|sign up|site map|sitemap|skip navigation
    skip to content|skip to main content|skip to main navigation|skip to search|skip to navigation|sponsored|start
    stop|submit|subscribe|subscribe now|support us|tags|telegram|terms|terms and conditions|terms of service
    terms of use|text size|today's headlines|top|top news|top stories|trending|trending now|tweet|twitter
    unsubscribe|video|videos|view all|viber|vk|watch|watch live|weibo|wechat|whatsapp|x|youtube|about|about us
    imprint|careers|advertise|advertise with us|press|frequencies|editions|edition|read aloud|translate|skip|mute
    unmute|auto|loading
    """.replace("\n", "|").split("|")
    if line.strip()
)  # fmt: skip
#: Layout tokens of responsive pages.
SIZES: Final = frozenset("xs s sm m md l lg xl xxl".split())
#: Buttons that may be a subheading of a newsletter where items follow ("Read More" before a list).
OPENERS: Final = frozenset(
    {"read more", "more", "watch", "listen", "see also", "recommended", "events", "headlines", "latest", "more stories"}
)

_PATTERN = re.compile
PLAYER: Final = _PATTERN(
    r"^(?:please wait|loading(?: player| video| audio)?|no media source .{0,40}available.{0,12}|.{0,30}(?:player"
    r"|browser) (?:cannot|does not|can't|doesn't)"
    r" .{0,40}|this (?:video|audio|programme|content|media) is (?:not|no longer) available.{0,40}"
    r"|sorry, this .{0,40} is not available.{0,40}"
    r"|download (?:mp3|mp4|audio|video|pdf).{0,30}|pop-?out player|\d{1,3} kbps.{0,20}|\d{3,4}p.{0,20})[. ]*$",
    re.IGNORECASE,
)
TIMES: Final = _PATTERN(r"^[\d:/ \t|.-]*\d{1,2}:\d\d[\d:/ \t|.-]*$")

#: Headings and buttons after which a page has nothing more of the article.
TAIL: Final = _PATTERN(
    r"^(?:(?:load|show|see|view) (?:more|all)(?: \w+){0,3}|about (?:the |this |our )?[\w' ]{2,40}|most (?:read"
    r"|popular|viewed|shared)|read next|up next"
    r"|related(?: \w+){0,2}|recommended(?: for you)?|you (?:may|might) also (?:like|be interested in)|more (?:from"
    r"|on|in|about|like this)\b.{0,40}"
    r"|comments?(?: \(\d+\))?|\d+ comments|leave a (?:comment|reply)|share (?:this|on)\b.{0,30}|tags?:.*"
    r"|topics?:.*|filed under.*|see also:?.*"
    r"|continue reading (?:at|on) .{0,40}|read (?:the )?(?:full|original|more at|more on)\b.{0,60}"
    r"|trending(?: now)?|popular(?: news| now)?"
    r"|latest (?:news|stories|headlines)|recent (?:posts|stories|articles|news)|other (?:news|stories)"
    r"|follow us(?: on)?.{0,30}|subscribe to .{0,40}"
    r"|was this (?:article|page|story) (?:useful|helpful).{0,20}|next (?:article|story|post)|previous (?:article"
    r"|story|post)|editor'?s? picks?)[:.]?$",
    re.IGNORECASE,
)
#: Headings of a marked-up page below which readers write, and below which other articles stand.
COMMENTS: Final = _PATTERN(
    r"^(?:\d+ )?(?:(?:reader |your )?comments?|responses?|replies|thoughts? on\b.*|discussion|leave a (?:comment|reply)"
    r"|join the (?:conversation|discussion))(?: \(?\d+\)?)?$",
    re.IGNORECASE,
)
AFTER: Final = _PATTERN(
    r"^(?:related(?: \w+){0,2}|recommended(?: \w+){0,2}|you (?:may|might) also\b.*|more (?:from|stories|news|articles)\b.*"
    r"|read (?:next|more|also)|latest (?:news|stories)|most (?:read|popular|viewed)|about the authors?"
    r"|editor'?s? picks?|trending(?: now)?)$",
    re.IGNORECASE,
)
#: Notices of ownership and law; never part of an article.
LEGAL: Final = _PATTERN(
    r"©|\bcopyright\b[ ,]*(?:\(c\)|\d{4})|^copyright\b|\(c\) ?(?:19|20)\d\d|all rights reserved|terms (?:of use"
    r"|and conditions)|privacy (?:policy|notice)"
    r"|reproduction (?:in whole|without|is prohibited)|may not be (?:reproduced|republished|published, broadcast)"
    r"|(?:uses|use of|accept) cookies"
    r"|reprinting is permitted|(?:hyperlink|link) to .{2,40} is (?:required|mandatory|obligatory)|registration certificate"
    r"|external (?:internet )?sites|(?:un)?desirable organi[sz]ation\W* by|unwelcome organi[sz]ation\W* by",
    re.IGNORECASE,
)
#: Invitations to subscribe, follow, pay or click; only whole short paragraphs.
PROMO: Final = _PATTERN(
    r"(?:subscribe|sign up|signed up|register)\b.{0,60}\b(?:here|inbox|newsletter|edition|updates|now|channel"
    r"|at \S+)\b|\bunsubscribe\b|click here\b"
    r"|sent to your inbox|delivered to your inbox|straight to your inbox|follow us on|download (?:our|the) app"
    r"|support our (?:work|journalism)|become a member"
    r"|(?:read|see) also:|^(?:read more|more|related|watch|listen):|you receive this"
    r"|to (?:find out|learn) more, (?:click|visit|see)|^get (?:the"
    r"|our) .{0,60}(?:briefing|newsletter)"
    r"|this (?:site|website|page) uses|we and our partners|enable javascript|we use cookies|disable your ad ?blocker",
    re.IGNORECASE,
)
NOTE: Final = _PATTERN(
    r"^(?:\W?(?:correction|corrected|clarification|editor'?s? note|editor’s note|note to (?:readers|editors)"
    r"|update|retraction|disclaimer)\b[^.]{0,40}[:.]"
    r"|(?:an earlier|a previous|the original) version of this (?:article|story|report|page)"
    r"|this (?:article|story|report|page|version|text|headline) (?:has been|was|is) (?:updated|amended|corrected"
    r"|edited|changed|revised))",
    re.IGNORECASE,
)
CAPTION: Final = _PATTERN(
    r"^(?:file photo|file picture|file image|file [-–—]|photo(?:graph)?s?(?: credit)?:|image(?: credit)?:|picture:"
    r"|illustration:|pictured[:,])"
    r"|\((?:file|archive|handout|illustrative) (?:photo|picture|image)\)\.?$|\((?:ap )?photo[:/ ][^)]{2,60}\)\.?$"
    r"|\b(?:photo|photograph|image|picture)(?: by|:) [^.]{2,80}$|\((?:left|right|cent(?:er|re)|second from (?:left|right))\)"
    r"|[.)] ?©? ?[^\W\d_][\w .'’-]{2,40}/[^\W\d_][\w .'’-]{2,40}\.?$|^illustration by\b|\((?:[\w ]+ )?(?:pictures|images)\)\.?$",
    re.IGNORECASE,
)
#: A scene told in the present, as captions tell it ("Protesters gather outside the ministry on Thursday.").
SCENE: Final = _PATTERN(
    r"^(?:an? |the )?[^\W\d_a-z]?[^.,;:“”\"]{2,60}?(?:, who [^,]{3,40},)? (?:gathers?|stands?|walks?|waits?|fills?|leaves?"
    r"|speaks?|greets?|poses?|holds?|waves?|carr(?:y|ies)|sits?|attends?|arrives?|visits?|looks? (?:at|on)|shakes? hands"
    r"|passes|inspects?|drives? past|lines? up|seen (?:from|on|in)|during an? (?:visit|meeting|rally|protest|briefing))\b"
    r"[^.“”\"]{3,160}\.(?: \([^)]{3,30}\))?$"
)
_TOLD: Final = _PATTERN(r"\b(?:said|says|was|were|had|has|have|will|would|told|been)\b")
#: A time of day alone, as the entries of a live blog have it.
CLOCK: Final = _PATTERN(
    r"^(?:(?:last )?updated:? |posted:? )?(?:at )?[0-2]?\d[.:][0-5]\d ?(?:[ap]\.?m\.?)?,? ?(?:[A-Z]{2,4}|o'clock)?"
    r"(?: ?[/|(] ?[0-2]?\d[.:][0-5]\d ?(?:[ap]\.?m\.?)?,? ?(?:[A-Z]{2,4})?\)?)?$",
    re.IGNORECASE,
)
#: The line above a reader's comment.
COMMENTER: Final = _PATTERN(r"\b(?:says|wrote|writes|commented|replied) ?:?$", re.IGNORECASE)
GREETING: Final = _PATTERN(
    r"^(?:dear readers?,? |hello,? |hi,? )?(?:welcome (?:back )?to\b.{0,100}\b(?:briefing|newsletter|edition"
    r"|digest|dispatch|roundup|bulletin|issue)\b"
    r"|(?:hello|hi|dear readers?|good (?:morning|afternoon|evening))\b[,.! ].{0,120}\b(?:briefing|newsletter"
    r"|edition|digest|dispatch|roundup|this week)"
    r"|(?:this is|here is|here's) (?:the|this week's|today's) .{0,60}\b(?:briefing|newsletter|edition|digest"
    r"|dispatch|roundup)\b)",
    re.IGNORECASE,
)
CLOSING: Final = _PATTERN(
    (
        r"^(?:until next (?:time|week)|see you (?:next|soon).*|best(?: wishes| regards)?|(?:kind |warm )?regards"
        r"|yours(?: \w+)?|thanks for reading|cheers)[,.!]?$|^that['’]s (?:all|it) (?:from|for) .{0,120}$"
    ),
    re.IGNORECASE,
)
BYLINE: Final = _PATTERN(
    r"^(?:by|written by|reported by|from our correspondent|story by|text by|author:)[ :]{1,2}(?P<name>[^\W\d_].{1,100})$",
    re.IGNORECASE,
)
RULE: Final = _PATTERN(r"^[\W_]{3,}$")

#: Parts of words of which a notice (`LEGAL`, `PROMO`) or a caption holds one; looking for them first saves the patterns.
_NOTICE_WORDS: Final = (
    "©", "copyright", "(c)", "rights reserved", "terms", "privacy", "reproduc", "may not", "cookies", "reprinting", "link to",
    "certificate", "external", "desirable", "unwelcome", "subscri", "sign", "regist", "click", "inbox", "follow us", "download",
    "support our", "member", "also:", "more:", "you receive", "learn more", "find out more", "get ", "this site", "this website",
    "this page", "partners", "javascript", "blocker", "watch:", "listen:", "related:",
)  # fmt: skip
_CAPTION_WORDS: Final = (
    "photo",
    "file",
    "image",
    "pictur",
    "illustrat",
    "(left)",
    "(right)",
    "(cent",
    "second from",
    "/",
)

_QUOTES: Final = str.maketrans("‘’“”\u00a0", "''\"\" ")


def line_key(text: str) -> str:
    """The words of a line for comparing with whole phrases: lower case, plain quotes, no punctuation at the end."""
    return " ".join(text.translate(_QUOTES).lower().split()).rstrip(" .:…›»>→|").lstrip("‹«<←| ")


def is_buttons(text: str) -> bool:
    """Whether a line is made of nothing but buttons, also where they were printed without a space between them."""
    key = line_key(text)
    if not key or len(key) > 160:
        return False
    if key in BUTTONS or key in SIZES:
        return True
    position = 0
    while position < len(key):
        if key[position] in " |·•/,>-\"'()0123456789":
            position += 1
            continue
        # the longest button that begins here and, unless a button follows at once, ends at a word end
        for end in range(min(len(key), position + 32), position, -1):
            word = key[position:end]
            if (word in BUTTONS and (len(word) > 3 or end == len(key) or not key[end].isalnum())) or (
                word in SIZES
                and (end == len(key) or not key[end].isalnum())
                and (position == 0 or not key[position - 1].isalnum())
            ):
                position = end
                break
        else:
            return False
    return True


def is_legal(text: str) -> bool:
    """Whether a line is a notice of ownership or law."""
    return holds(text.lower(), _NOTICE_WORDS) and LEGAL.search(text) is not None


def is_promo(text: str) -> bool:
    """Whether a line invites to subscribe, follow, pay or click."""
    return holds(text.lower(), _NOTICE_WORDS) and PROMO.search(text) is not None


def is_caption(text: str) -> bool:
    """Whether the wording of a line marks it as a caption."""
    return holds(text.lower(), _CAPTION_WORDS) and CAPTION.search(text) is not None


def is_scene(text: str) -> bool:
    """Whether a line tells a scene in the present, with no speaker and no past: what a caption does and a report does not."""
    return SCENE.match(text) is not None and _TOLD.search(text) is None
