"""Given names by the gender that they usually tell, without accents and in lower case; a sign, never a proof."""

from __future__ import annotations

from typing import Final, Literal

#: Usually a man.
MALE: Final = frozenset(
    (
        "aaron abdul abdullah adam ahmed ahmet alan alastair albert alberto aleksandr alexander ali alistair almazbek "
        "alyaksandr anatoliy anatoly andrei andrew andriy andrzej anthony antoine antonin antonio antony ariel artem arthur "
        "ashraf askar austin avigdor barack bashar ben benjamin bernie bill billy binyamin bob bobby boris bradley brandon "
        "brian bruce bryan callum carl carlos charles chris christian christopher clarence clayton clifford colin corey "
        "curtis dale dan daniel darrell david dean dennis denys derek devin diego dmitri dmitry dmytro don donald douglas "
        "duane dwight dylan earl ed edgar eduardo edward edwin ehud elliot emmanuel emomali enrique erbol eric ernest ethan "
        "etienne eugene evgeny ewan fernando floyd francis francois frank franklin fred friedrich fumio fyodor gabriel "
        "gareth gary gennady geoffrey george gerald gerhard giorgio giovanni giuseppe glen glenn gordon graham greg gregory "
        "grigory gurbanguly hakan hamid hans harold harry harvey hassan heinrich helmut henry herbert horst hossein howard "
        "hugh hugo hussein ian ibrahim igor ilham ilya imran irving isaac ivan jack jacob jacques jake james janusz jared "
        "jaroslaw jason javier jay jeff jeffrey jens jeremy jerome jerry jesse jim jimmy joe joel john johnny jon jonathan "
        "jordan jorge jose josep joseph josh joshua juan julian junichiro jurgen justin kamal karl keir keith ken kenneth "
        "kent kevin khalid kirill kirk klaus konstantin kurt kyle lance larry lars laurent lawrence lech lee leo leon "
        "leonard leonid leroy leslie lester lev lewis liam lionel lloyd logan louie louis luca luis luke lyle mahmoud maksim "
        "malcolm manmohan manuel marco marcus mario marion mark marshall martin marvin matt matteo matthew maurice max maxim "
        "mehmet melvin mevlut michael michel miguel mike mikhail miles milos milton mitch mitt mohamed mohammad mohammed "
        "morris moshe muammar muhammad mustafa mykhailo mykhaylo mykola naftali narendra nathan nathaniel nawaz neal neil "
        "nelson newt nicholas nick nicolas nigel nikol nikolai nikolay noah norbert norman nursultan olaf oleg oleksandr "
        "oleksiy oliver olivier omar orlando oscar otto owen pablo paolo patrick paul pavel pavlo pedro percy pervez peter "
        "petro phil philip philippe pierre preston quentin rafael raffaello rahm rahul rajiv ralph ramzan rand randy ray "
        "raymond recep reggie reid reince rene reuben rex rhys ricardo richard rick rishi rob robert roberto rod rodney "
        "roger roman ron ronald rory ross roy rudy rufus rupert ruslan russell rustam rustem ryan saad saddam sadiq sadyr "
        "salman salvador sam samuel saul scott sean sebastian semyon serdar sergei sergey sergio seth shane shavkat sheldon "
        "shimon shinzo sidney silvio simon stanislav stanley stefan stephen sterling steve steven stewart stuart sylvester "
        "taro ted terrence terry theodore thomas tim timothy timur tobias toby todd tom tomas tommy tony travis trevor troy "
        "tyler tyrone vaclav valeriy valery vernon victor viktor vincent vitaliy vitaly vladimir volodymyr vyacheslav wade "
        "wallace walter warren wayne wendell wesley wilbur wilfred will willard william willie winston wolfgang xavier "
        "yasser yevgeny yitzhak yoshihide yuri yurii zach zachary zbigniew"
    ).split()
)
#: Usually a woman.
FEMALE: Final = frozenset(
    (
        "abigail agnieszka aisha alena alexis alice alina amanda amber amina amy ana anastasia andrea angela ann anna "
        "annalena ashley aung barbara beata benazir betsy betty beverly brenda brigitte brittany camille carly carmen carol "
        "carolyn catherine charlotte chelsea cheryl chiara chloe christiane christina christine claire condoleezza cristina "
        "cynthia dalia danielle daria darya debbie deborah debra denise diana diane dilma dolores donna doris dorothy "
        "ekaterina elena elizabeth ellen emily emma erna evelyn ewa fatima frances francesca francoise galina gerda giorgia "
        "giulia gloria golda grace greta hanan hanna hannah heather heidi helen helga hilary hillary huma indira ines "
        "ingrid irina iryna isabel isabella isabelle ivanka jacinda jacqueline jana jane janet janice jennifer jessica jill "
        "joan joanna jodi josephine joyce judith judy julia julie kaja karen katarzyna kate katherine kathleen kathryn "
        "kathy katie kay kayla kelly kellyanne ketanji khadija kim kimberly kristen kristin kristina ksenia larisa laura "
        "lauren layla leah leila lena lenka lily linda lisa liz loretta lori louise lucia lucy ludmila lydia lynn "
        "lyudmila mabel madeleine madison magdalena mandy marcia margaret margot maria marianne marie marilyn marina marine "
        "marjorie martha mary maryam maureen maxine megan megawati melania melissa mercedes meredith mette michelle miriam "
        "molly monica nadia nadiya nancy naomi natalia natalie natalya nicola nicole nikki nina noor nora norma oksana "
        "olena olga olivia paige pamela patricia paula peggy penny petra phoebe phyllis pilar polina priti priya rachel "
        "raisa rebecca rita roberta rosa rosemary roxanne ruth sabine sally samantha sandra sanna sara sarah segolene "
        "sharon sheikha sheila sherry shirley simone sofia sonia sophia stacy stephanie sue suella susan sushma suzanne "
        "svetlana sviatlana sylvia sylvie tammy tara tatiana tatyana teresa theresa tiffany tina tracy tzipi ursula "
        "valentina valerie vanessa vera veronika victoria virginia vivian wanda wendy yasmin yekaterina yingluck yulia "
        "yvonne zainab zoe zoya zuzana"
    ).split()
)
#: Either.
EITHER: Final = frozenset(
    ("jean taylor morgan robin casey jamie avery riley dana sasha kerry lindsay lindsey sidney").split()
)
#: Given names that are words or places too: alone, their capital tells nothing.
WORDS: Final = frozenset(
    (
        "amber angel april art august austin autumn bill bob carol charlotte chase chelsea christian chuck cliff crystal dale "
        "dawn dean don drew earl eve faith florence frank gene georgia glen grace grant guy hazel heath holly hope iris jack "
        "jade jean jordan josh joy june kent king lance lee lily marina mark max may mercedes miles nick norma olive paris pat "
        "penny pierce ray reed rich rob roman rose ruby sally skip sterling sue sydney victor victoria violet virginia wade "
        "ward warren will winston"
    ).split()
)


#: Given names that are cities: right before another city they begin a person's name.
CITIES: Final = frozenset(
    "adelaide austin charlotte chelsea florence milan paris savannah sofia sydney victoria".split()
)


def given_gender(name: str) -> Literal["m", "f"] | None:
    """The gender that a given name usually tells, None where it tells none."""
    low = name.lower()
    return "m" if low in MALE else "f" if low in FEMALE else None
