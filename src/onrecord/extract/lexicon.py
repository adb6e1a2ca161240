"""Word lists of English news prose that tell what a word can be: office, group, body, place, verb of saying.

Plain sets of lower-case words, no logic. Nothing here names a person, a state or an outlet.
"""

from __future__ import annotations

from typing import Final


def _set(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


#: Words of address that are never the office itself.
HONORIFICS: Final = _set(
    "mr mrs ms miss dr prof sir lord lady dame madame monsieur herr",
)
MALE_TITLES: Final = _set(
    "mr sir lord king prince spokesman chairman congressman councilman businessman emperor duke father brother",
    "husband son uncle monsieur herr",
)
FEMALE_TITLES: Final = _set(
    "mrs ms miss lady dame queen princess spokeswoman chairwoman congresswoman councilwoman businesswoman mother",
    "sister wife daughter aunt madame actress",
)
#: Offices: who says "the president" means a holder of an office.
OFFICES: Final = _set(
    "president premier minister chancellor secretary senator sen rep representative congressman congresswoman gov",
    "governor mayor judge justice king queen prince princess pope cardinal bishop archbishop patriarch imam",
    "ayatollah sheikh emir sultan ambassador envoy consul director chairman chairwoman chair chairperson",
    "spokesman spokeswoman spokesperson speaker commander marshal admiral adm general gen colonel col lt maj",
    "major capt captain sgt sergeant lieutenant brigadier chief leader head commissioner prosecutor attorney",
    "ombudsman treasurer superintendent sheriff rector dean monarch emperor",
)
#: Offices that one at a time holds in a state.
HEADS: Final = frozenset(("president", "prime minister", "chancellor", "king", "queen", "emperor", "pope"))
#: Other nouns for one person, by work, role or kinship.
ROLES: Final = OFFICES | _set(
    "adviser advisor aide analyst expert fellow researcher scholar economist historian scientist lawyer solicitor",
    "activist journalist correspondent reporter editor author columnist commentator founder co-founder ceo",
    "executive manager strategist nominee candidate lawmaker deputy official officer diplomat counterpart",
    "negotiator mediator critic supporter opponent rival professor doctor physician nurse teacher student",
    "engineer pilot soldier veteran fighter militant rebel dissident politician wife husband son daughter brother",
    "sister mother father cousin uncle aunt widow relative friend neighbour neighbor colleague autocrat dictator",
    "strongman billionaire tycoon mogul businessman businesswoman entrepreneur investor banker trader singer",
    "actor actress artist writer poet novelist filmmaker athlete coach player footballer driver farmer worker",
    "witness victim suspect defendant plaintiff juror resident citizen voter protester demonstrator refugee",
    "migrant prisoner detainee operative pollster consultant surrogate staffer insider whistleblower informant",
    "spy agent policeman firefighter investigator coordinator organiser organizer moderator host anchor blogger",
    "publisher owner member delegate heir statesman newcomer incumbent speechwriter reader viewer listener",
    "respondent questioner narrator announcer donor backer contributor organiser lobbyist regulator democrat",
    "bomber hacker seeker lecturer barrister magistrate smuggler trafficker pirate hijacker captive inmate convict",
    "passenger sailor tourist nun priest monk cleric pilgrim musician employee academic pupil vendor shopkeeper medic",
    "paramedic contractor ruler commando marine paratrooper settler worshipper tribesman",
    "guest proponent advocate campaigner skeptic sceptic detractor",
    "republican conservative liberal independent socialist communist man woman boy girl teenager person source",
)
#: Nouns for people that have no singular in ROLES or an irregular plural.
GROUPS: Final = _set(
    "people men women children families authorities forces troops police policemen police-officers personnel",
    "staff crew crews sources media reporters lawmakers parliamentarians mps senators congressmen wives",
    "businessmen spokesmen statesmen allies others many some observers leaders officials elites residents locals",
    "villagers civilians insurgents separatists guerrillas gunmen militiamen terrorists extremists jihadists",
    "hostages parents relatives peacekeepers inspectors monitors negotiators demonstrators rioters strikers",
    "workers unions miners farmers firms companies countries states governments nations powers organizations",
    "organisations groups banks agencies parties militias armies members police officers outlets newspapers",
    "factions warplanes warships gunships nationals tribesmen clans tribes fishermen crewmen commandos squads",
    "republicans democrats conservatives liberals minorities immigrants evangelicals millennials",
)
#: Plurals in GROUPS that stand for a group only with a determiner or a modifier ("some people", "Western countries").
WEAK_GROUPS: Final = _set(
    "people men women children families others many some staff crew media sources firms companies countries",
    "organizations organisations groups banks agencies parties members states governments nations powers",
    "personnel forces outlets newspapers unions units",
)
#: Nouns for a body of people that acts as one.
BODY_NOUNS: Final = _set(
    "government administration ministry department company firm agency party campaign court commission council",
    "committee parliament congress senate army military navy regime bank university team group organization",
    "organisation union bloc alliance embassy office institute newspaper magazine network website foundation",
    "charity jury panel board cabinet coalition delegation opposition legislature assembly militia church",
    "judiciary treasury police force junta faction tribunal",
)
#: Words that make a capitalised name the name of a body.
BODY_WORDS: Final = _set(
    "ministry department university college school institute institution center centre council committee",
    "commission court congress senate house parliament party bank corp corporation inc ltd llc co company group",
    "holdings agency bureau office union association federation confederation league foundation fund endowment",
    "society alliance coalition forum organization organisation authority army navy force forces guard guards",
    "police command brigade battalion regiment service services administration board academy church chamber",
    "assembly duma bundestag knesset rada club network project partners industries airlines airways motors energy",
    "treasury secretariat embassy consulate mission task-force headquarters hospital clinic laboratory",
    "observatory museum library initiative campaign front movement brotherhood tribunal cabinet politburo",
    "committee-general watch international",
)
#: Words that make a capitalised name the name of a medium.
OUTLET_WORDS: Final = _set(
    "times post news journal daily gazette herald tribune tv radio magazine observer telegraph guardian chronicle",
    "examiner inquirer sun mirror press today broadcasting review weekly standard",
)
#: Words that make a capitalised name a place.
PLACE_WORDS: Final = _set(
    "street avenue road boulevard square park river lake mount mountain mountains island islands city county",
    "province region oblast district airport sea ocean gulf bay valley beach coast peninsula strait canal desert",
    "hills heights village town port bridge tower towers hall stadium arena palace plaza drive lane highway north",
    "south east west northern southern eastern western central territory states border basin plateau",
)
#: Words that make a capitalised name a thing or an occasion, not an agent.
THING_WORDS: Final = _set(
    "act treaty agreement accord accords pact deal war wars summit conference games olympics cup prize award day",
    "night week month year festival convention amendment bill law plan operation report study survey poll",
    "election revolution crisis holocaust festival protocol resolution charter constitution declaration",
    "memorandum strategy doctrine program programme show movie film song book award medal order class world",
    "democracy era age street virus disease syndrome affair scandal debate speech address message christmas",
    "easter ramadan thanksgiving passover god bible koran quran",
)
REGIONS: Final = _set(
    "europe asia africa antarctica eurasia balkans caucasus arctic scandinavia mideast oceania latin-america",
)
DIRECTIONS: Final = _set(
    "north south east west northern southern eastern western central northeast northwest southeast southwest",
    "southeastern southwestern northeastern northwestern upper lower mainland",
)
MONTHS: Final = _set(
    "january february march april may june july august september october november december jan feb mar apr jun",
    "jul aug sep sept oct nov dec",
)
DAYS: Final = _set(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun",
)

#: Words that may stand between a determiner and the noun of a person, a group or a body.
MODIFIERS: Final = _set(
    "hundred thousand million billion dozen",
    "senior junior top former ex- ex late current new acting interim incoming outgoing deputy vice assistant",
    "associate chief lead leading foreign defence defense interior finance prime press national security",
    "intelligence military army naval air police law enforcement campaign government administration state party",
    "opposition trade policy health energy justice education research university public local regional western",
    "eastern northern southern european african asian arab other several many most few some two three four five",
    "six young old veteran prominent independent political legal economic financial diplomatic human rights civil",
    "human-rights war peace anonymous unnamed unidentified high-ranking high-level ranking retired armed nuclear",
    "oil gas market business media tech company presidential congressional federal municipal city county district",
    "supreme high constitutional appeals special general executive managing visiting distinguished adjunct",
    "emeritus investigative freelance veteran longtime long-time close key main chief-of-staff pro anti ruling",
    "rebel separatist islamist moderate hardline far-right far-left right-wing left-wing conservative liberal",
    "democratic republican communist socialist nationalist ethnic religious muslim christian jewish catholic",
    "orthodox protestant secular elected exiled jailed imprisoned ousted disgraced embattled besieged first",
    "second third fourth last next same own various numerous rescue aid relief un eu white black male female",
    "student labor labour union court prosecution defense-ministry border customs tax congressional house senate",
    "parliamentary cabinet committee council commission ministry department embassy church community tribal riot",
    "traffic secret special undercover uniformed plainclothes occupation invading allied coalition joint ground",
    "pro-government election electoral technology policy cyber space science climate environment environmental",
    "agriculture transport immigration planning asylum suicide textile truck rescue protest aerospace",
)
MODIFIER_ENDINGS: Final = ("al", "ic", "ive", "ary", "ian", "ish", "ese", "ful", "ous", "ern", "less")
DETERMINERS: Final = _set(
    "the a an this that these those his her its their our my your both some many several most all two three four",
    "five six seven eight nine ten other another each every no any one few various numerous dozens hundreds",
    "thousands more unnamed",
)

#: Common words that also begin names ("New York", "Great Stone Park").
NAME_OPENERS: Final = _set(
    "new great white black red green free first national united human old high big middle long little upper lower",
    "fort saint san los las el la le grand golden silver royal world north south east west northern southern",
    "eastern western central american",
)
#: Endings that make a noun one for a person: "environmentalist", "technocrat", "statistician".
PERSON_ENDINGS: Final = ("ists", "ist", "crats", "crat", "icians", "ician", "ologists")
#: What completes "secretary of", "chief of": one title, several words.
TITLE_TAILS: Final = _set(
    "state defense defence staff treasury education energy health homeland security commerce labor labour",
    "interior agriculture transportation war army navy mission police protocol general intelligence",
)
#: Verbs of saying, deciding and acting, as they follow their subject; used to tell agents from places and names from words.
SAYING: Final = _set(
    "said says say saying told tells tell telling added adds add wrote writes write noted notes note argued",
    "argues argue claimed claims claim stated states announced announces announce warned warns warn believes",
    "believe believed thinks think insisted insists reported reports explained explains suggested suggests",
    "acknowledged acknowledges admitted admits replied asked asks confirmed confirms denied denies declared",
    "declares tweeted recalled testified responded quipped joked complained conceded concluded concludes",
    "predicted predicts stressed stresses emphasized emphasised urged urges accused accuses vowed pledged",
    "promised called calls described describes recounts recounted contends contended maintained maintains",
    "reiterated observed remarked cautioned alleged alleges asserted asserts estimated estimates hopes hoped",
    "expects expected wants wanted demanded demands rejected rejects condemned condemns criticized criticised",
    "were are praised welcomed backed supports supported opposes opposed refused refuses agreed agrees decided",
    "decides plans planned seeks sought tried tries has had have is was will would can could may might did does",
    "says-that appears seems remains continues continued met meets sent sends signed signs ordered orders",
    "launched launches imposed imposes offered offers accepted accepts declined faces faced made makes took takes",
    "held holds gave gives went goes came comes became becomes ran runs won wins lost loses",
    "votes voted approves approved adopts adopted convenes convened debates debated urges expels bans arrests",
)
STRICT_SAYING: Final = _set(
    "said says say told tells added adds wrote writes noted notes argued argues claimed claims stated announced",
    "announces warned warns believes thinks insisted insists reported reports explained explains suggested",
    "acknowledged admitted replied asked confirmed denied declared tweeted recalled testified responded quipped",
    "joked complained conceded concluded predicted stressed emphasized emphasised urged contends contended",
    "maintained reiterated observed remarked cautioned alleged alleges asserted asserts recounts recounted saying",
    "according",
)
#: Verbs of speech beside STRICT_SAYING: after "he" or "she" they tell that the one who spoke goes on.
SPEAKING: Final = STRICT_SAYING | _set(
    "accused accuses promised promises vowed vows pledged pledges praised praises criticized criticised criticizes",
    "criticises condemned condemns demanded demands denies rejected rejects called calls described describes predicts",
    "threatened threatens proposed proposes welcomed welcomes blamed blames defended defends continued continues",
    "thinks thought believed hopes hoped expects expected wants wanted doubts doubted dismissed dismisses",
    "acknowledges admits concedes declares warn stresses emphasizes emphasises suggests urges vowing spoke speaks thanked thanks",
)
AUXILIARIES: Final = _set(
    "has have had is was are were will would can could may might did does do also then later earlier still",
    "already reportedly repeatedly recently now once never not again previously been being be always often soon",
    "subsequently just both all even further quickly publicly sharply strongly officially formally",
)
LOCATIVES: Final = _set(
    "in at near outside around across inside throughout within toward towards via through onto into over above",
    "off beyond along",
)
MOTION: Final = _set(
    "visit visits visited visiting trip trips travel travels traveled travelled traveling travelling heads headed",
    "heading flew fly flies flying went go goes going gone returned return returns returning arrived arrive",
    "arrives came come comes coming journey journeys tour flight flights drove drive road roads train trains",
    "moved move moves moving relocated fled flee flees bound invited invite invites march marched advanced",
    "advance en-route back way stop welcome welcomed access border close closer next route routes",
)
#: Words that begin sentences and are no names. Function words, adverbs, frequent openers.
COMMON: Final = _set(
    "the a an and or but nor so yet for of in on at by to from with without within into onto over under after",
    "before since until during despite amid among between beyond across against along around behind below beneath",
    "beside besides inside outside near off out past through throughout toward towards upon via like unlike as if",
    "when while where why how what who whom whose which that this these those there here then thus hence now",
    "today tomorrow yesterday tonight soon later earlier once twice again also too even still already just only",
    "both either neither each every all any some many much most more less few several another other others such",
    "same own one two three four five six seven eight nine ten hundred thousand million first second third last",
    "next i you he she it we they me him her us them my your his its our their mine yours hers ours theirs myself",
    "himself herself itself ourselves themselves is are was were be been being am do does did done doing have has",
    "had having will would shall should can could may might must ought need not no yes ok okay well oh please",
    "because although though unless whether however therefore moreover furthermore meanwhile nevertheless",
    "nonetheless instead otherwise perhaps maybe indeed certainly clearly finally initially recently previously",
    "currently originally eventually ultimately additionally according based given including regarding concerning",
    "following speaking asked told said says say make made making take took taking get got getting let go goes",
    "going come came coming see saw seen look looking know known think thought want wants wanted use used using",
    "never ever always often sometimes usually generally especially particularly specifically apparently",
    "reportedly allegedly supposedly new old good bad big small great high low long short early late little large",
    "young right left best better worst worse main major key part parts people man men woman women year years day",
    "days week weeks month months time times way ways thing things world country countries state states",
    "government governments officials official experts expert critics analysts reports report sources source",
    "police authorities readers questions question details read more watch listen click subscribe share copyright",
    "photo file image video story stories news update breaking editor note related advertisement continue reading",
    "pictured speaking asked add adding nothing something anything everything nobody somebody anybody everybody",
    "everyone someone anyone none back up down away far about above almost enough quite rather very really simply",
    "merely mostly largely nearly roughly approximately less least until unlike upon ago per plus minus free full",
    "open closed strong weak hard easy difficult important different similar possible likely unlikely able unable",
    "ready willing asked according citing noting calling seeking saying hoping fearing facing wearing standing",
    "sitting seen shown dear hello thanks thank talks talk meeting call visit trip war peace crisis attack",
    "attacks election campaign vote votes debate deal plan law court case money tax trade oil gas energy power",
    "force forces troops army military security defense defence health school police fire water who's what's it's",
    "that's there's here's let's don't doesn't didn't won't can't couldn't wouldn't isn't aren't wasn't weren't",
    "ahead apart asked aside together alone nowhere everywhere elsewhere somewhere somehow anyway regardless",
    "nationwide worldwide sure true false real fact facts point points issue issues problem problems reason",
    "reasons result results change changes end start prior subject owing contrary thanks respondents participants",
    "figures data documents images pictures videos posts comments west east north south western eastern northern",
    "southern central then-president non anti pro pre post ex vice deputy former republicans democrats republican",
    "democrat democratic americans retrofitted existing direct virtual yearlong rising growing cash tensions",
    "pressure shares stocks prices markets oil gold house senate congress press white black red blue green city",
    "state town",
)
#: Words that are both a name and a common word: as the first word of a sentence they need a verb after them to be a name.
MALE_PRONOUNS: Final = _set(
    "he him himself",
)
FEMALE_PRONOUNS: Final = _set(
    "she her herself",
)
PARTICLES: Final = _set(
    "de von van der den bin al el la le du dos da di ben ibn ter ul ur und del",
)
CONNECTORS: Final = _set(
    "of for and on the in to",
)
PREPOSITIONS: Final = _set(
    "of in on at by to from with for against over under near after before between among toward towards into onto",
    "about as like unlike than via through within without across around inside outside behind",
)
