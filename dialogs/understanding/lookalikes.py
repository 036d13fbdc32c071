"""Words that are one slip away from a word of ours and are words of their own: a vision is no visit.

The speller leaves them alone. They are the frequent ones among ordinary prose; a rarer one that is put
right by mistake costs a word of the sentence, seldom its sense.
"""

from __future__ import annotations

from dialogs.understanding.words import word_set

LOOKALIKES = word_set(
    """
    abel abide absent accent accessed acting actor adapting agency aiter allocator allowable annually
    archived ascent assent asserted assets atend attacked attacker auction audio audited authored
    authority authorize authorized authorizer authorizes autoraise avgust awaitable baked banking banner
    beading beast began begun behaving bending binding bindings bing blocking board boats bolder books
    boots bored boring bounding brand bringing broad broken brook calculate calculating cased casing
    categorize categorized causes chaining chains channels char charged charging charsets chased chess
    chomping choosing chose christian chunking circuiting circulars clarified clauses clearing clicking
    clicks cloned closet coats coding coercing cold colder coloring commented comments comparing
    compiling completion completions complying composing comprise computed concides condizioni connected
    consent consents constant constants consulted consulting consumer contacted containing context
    contexts contrast converted converting converts conveyed cooked coordinator council counsel courts
    crate crawling curing curry dating dealings death decade declared decode decoded decoding defining
    definitive delegate deriving description descriptions desember designator designators designed
    destination destinations destined detector device differing directed direction directions directly
    directories directory disclosed discussion discussions dished distutil dividing division dokument
    draining drift duel dues during dying earning easier eating edits emulation enabling ender enforced
    ensuring entities equation esti evaluators excl executed executes executing execution executions
    exension expansion expert extensive facts failed failing fails field fields files filled fills
    filter finalize finalized finalizer finalizes finish fired firewall firing fished fitter fitting
    fixed fixing flash flush folder font forums fraction fresh fround furnished fusion governed grading
    graft grand great greet grouping hadn handling hanging hanning hard hardened hardening headers
    heading heating helo helpfile helplang hoard holder holes hooked idself importing indicated
    indicates indication interception intersection later latter layer layers leaders leaks leaning
    learning lease least lending lessen lesson letter letting lies lifting likeness likes limiting
    limits linked links listening literally literals literary literate litter lived lives loader loaders
    loading locks looked looks loops lover mach major manner manor manpages master matey mating mayor
    meaty melded melting mended mending mergy messed messing miles minor mission mister modal modul
    morning moulder mourning mover neder newer nodes notion numerals numerate numerics nver oder older
    opinions oppose options organize organized organizer owning packed pacts pager paint painting pair
    paired parents parity parse parsed parsing parts party passing passion pasted patent patents
    patience patients pats paused pauses pere person persons phase picks piles pills pinning pins pitch
    places plain plane planet plank planner plates played player plays pleads pleas point pointing
    polish ponder ported positioned positive possibile potion prayer preceding precious precision
    prepending present pretending pretium primarily print printing prison proactive procured production
    products profiling programs projection promised promoted promoting prone proofing prose protecting
    protector province pubblico punting purpose pyint quantify quantity quote quotes racing rapport
    reaching readers reason rebasing rebind recursed recursing redacted reexport refining reflected
    registry relating reloading remainder remapping renaming repaired repeat repeated repeating replayed
    repute requestor resort respected retain retaining retort retrying reused reverted reverting revise
    revive rewind rewinding reword riser risus rooked rotating rounding rtremove scanner scores scripted
    season seating sections sensing series services session shading shape shard sharding shared shore
    shoulder shut shutting sides sift signaled signaling sigs sing sister sitting situation sizes skill
    slede slice slight sline smart spare specialize specializes speeding spending spill spoken sports
    stability stack stall stand starred stated states stating stats stmp stol stops stores stories
    strand string stripped strmatch subtests suck suff suggestion suggestions suites summarized
    summarizes supper supplied suppose synthetic tack tainting tale talent talks tangent targe tarter
    tech tend theme thick thinks threat thunk thus tile tiles tired token touching tracking trading
    trail trailing train treat trial trick tried tuned tutorial tutorials unaligned unassigned undefined
    unfolded unload unloaded unpinned unreserved upgrading version vests vision visor vista visually
    wais waiter wander warning washed wasting water whiter winter wiser wished wonder wording writ
    writer yield yonder
    """
)
