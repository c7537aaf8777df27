"""Words that carry no meaning of their own. They are left out of a query when another word remains; never of a text."""

_ENGLISH = """
    a about above after again against all am an and any are as at be because been before being below between both but by
    can could did do does doing down during each few for from further had has have having he her here hers him his how i
    if in into is it its itself just me more most my no nor not of off on once only or other our ours out over own same
    she should so some such than that the their theirs them then there these they this those through to too under until
    up us very was we were what when where which while who whom whose why will with would you your yours
"""

_SPANISH = """
    a al algo algunas algunos ante antes como con contra cual cuales cuando cuanto cuantos cuál cuáles cuándo cuánto
    cuántos cómo de del desde donde dónde durante e el ella ellas ellos en entre era eran es esa esas ese eso esos esta
    estas este esto estos está están fue fueron ha han hasta hay la las le les lo los más me mi mis mucho muy nada ni no
    nos nosotros o os otra otras otro otros para pero poco por porque que quien quienes quién quiénes qué se según ser
    si sin sobre son su sus también tanto te tiene tienen todo todos tu tus u un una uno unos y ya yo
"""

ALL = frozenset(_ENGLISH.split()) | frozenset(_SPANISH.split())
