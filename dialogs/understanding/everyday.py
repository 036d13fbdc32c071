"""Ordinary English words, which are no names unless something else says so, and words of other worlds.

`EVERYDAY` keeps a school called Hill Top or Beacon, or a person called Grace or Will, from swallowing
ordinary text, and keeps chatter from counting as unexplained. `ELSEWHERE` holds words of school life that lie
outside school improvement: a text about them is not for this bot, even if it says "book" or "report".
"""

from __future__ import annotations

from dialogs.understanding.words import word_set

EVERYDAY = word_set(
    """
    a able about above absolutely across actual actually after afternoon afternoons again against
    ago ah ahead all almost alone along already alright also although always am an and another any
    anybody anyone anything anyway anywhere apart apparently apologies are area around as aside ask
    asked asking asks at available away back bad based basically be became because become been
    before beforehand begin behind being believe below best better between big bit bits board both
    bother brief briefly bring brilliant brought but by call called calling came can cannot car care
    carry case catch cause certain certainly chance change check checking cheers choose class clear
    clearly close colleague colleagues come comes coming concerned confirm could couple course
    currently data day days dear definitely depends detail details did different do does doing done
    dot double down dr drop dropped during each earlier early easy eight either eleven else end
    ended enough even evening ever every everybody everyone everything exact exactly excellent
    except expect expected extra fab fair fairly fantastic far few fifteen fifth fifty figure final
    finally find fine finished first five follow following for forget forgot form forward found four
    fourth free friday friend from front full fun further gave general get gets getting give given
    gives giving glad go goes going gone good got grand great group had half hand handy hang happen
    happened happening happens happy has have having he heads hear heard hello help hence her here
    hers hey hi him himself his hold home hope hopefully hoping hour hours house how however huge i
    idea if ill imagine immediately important in indeed info information inside instead into is
    issue it its itself job just keep keeping kept kind kindly knew know known knows last late
    lately later latest least leave leaving left less let letting level light like likely line link
    list listed listing lists little live load loads local long longer look looked looking looks lot
    lots lovely low lunch lunchtime made main make makes making many mark marked matter may maybe me
    mean means meant meantime mention mentioned might mind mine minute mistake moment monday month
    months more morning most mostly mr mrs ms much must my myself name named names nearly need
    needed needing needs neither never new news next nice night nine no nobody none nope nor not
    note nothing now number numbers of off offer often oh ok okay old on once one ones only onto
    open option or order other others otherwise ought our ours ourselves out outside over own page
    part particular particularly past people per perfect perhaps period person pick picture place
    plan plans please plus point points poor position possible possibly presumably pretty previous
    previously probably problem proper properly provide purpose put puts putting question quick
    quickly quiet quite ran rather reach read ready real really reason recent recently regarding
    regards related remember rest right road round run running said same saturday save saw say
    saying says school schools second see seeing seem seems seen send sending sense sent separate
    set seven several shall she short should shout show showing side similar simple simply since
    single sir site six sixth slot small so some somebody someone something sometimes somewhere soon
    sooner sorry sort sorted sorting speak specific spoke spot staff stage stand standing start
    started starting state stay still stop straight stuff such suits sunday super suppose supposed
    sure system table take taken takes taking talk talked talking tell ten terms than thank thanks
    that the their theirs them then there these they thing things think thinking third this those
    though thought three through throughout thursday time times to today together told tomorrow
    tonight too took top totally toward towards track tried trouble true try trying tuesday turn
    twelve twenty two type under understand unfortunately unless unsure until up update upon us use
    used useful using usual usually various version very via view wait waiting want wanted wanting
    wants was way we wednesday week weekend weeks well went were what whatever when whenever where
    wherever whether which while who whoever whole whom whose why will wish with within without
    wonder wonderful wondering word words work worked working works world worry would wrong year
    years yep yes yesterday yet you your yours yourself zero afraid aware base busy chat copy
    current diaries entire fancy feel fit fix gather grateful guess guys handle hiya hmm huh love
    mate oops pop rough row sec sick sign silly sit somehow space stick stuck swamped tad tea
    teatime ta team teams tidy tired total touch trust twice wee whoops wondered worth wow write
    writing yeah bank banks barn beacon beech bishop bridge brook brown castle cathedral chapel
    chestnut church college common corner court cross dale east elm farm fern field fields forest
    gate gates gold golden grange green grove hall harbour heath hedge high highfield hill hills
    holy king kings lady lake lane lea lodge manor market meadow meadows mere mill minster mount
    mountain mossy nether north oak oaks orchard park parks parkside path pine pool priory prospect
    queen queens ridge rise river riverside rock rose royal sand sands silver south spring springs
    square stable stables star stone street summit sun sunny tower town tree trees trinity upper
    vale valley village vine water waters wells west white willow willows winter wood woods woodland
    yew academy primary secondary junior infant autumn summer april june august march dawn joy faith
    grace hazel heather holly ivy ruby amber pearl robin rob bill frank jack drew chase pat sue guy
    art penny rich miles dean grant ray bob gene glen harry herb jean josh lance max mike nick norm
    olive peg reed rusty sandy scott skip sterling tony victor wade ward young price head marsh bush
    rice berry cook baker carter mason potter fisher hunter archer knight gray black wise sharp
    strong moon pope abbot bright gale frost snow rain storm hardy noble savage swift wild leader
    leaders joyce honor honour hunt hurt
    """
)

ELSEWHERE = word_set(
    """
    sports hall gym gymnasium lab laboratory chairs tables kettle coffee haircut bugs login arbor sims
    egg eggs hunt quote quotes bins bin cats flowers banana calories reference permit lights nits
    lanyard lanyards shopping refreshments nibbles buffet
    pupil pupils child children kid kids parent parents carer carers mum dad student exclusions
    excluded exclusion suspended suspension detention detentions truancy register registers canteen
    menu menus lunches dinner dinners kitchen catering cook uniform uniforms shoes trip trips coach
    minibus bus buses train trains taxi flight flights hotel ticket tickets mileage expenses expense
    claim payslip payslips payroll salary salaries wage wages pension pensions pay overtime invoice
    invoices purchase order orders supplier budget budgets finance funding annual-leave
    holiday-request sickness absence absences supply cover timetable timetables rota printer
    printers photocopier wifi password passwords login laptop laptops ipad ipads computer computers
    projector broadband router internet website email-account software app apps virus glue pens
    pencil pencils paper-clips stationery whiteboard whiteboards toner boiler heating leak leaking
    roof toilets toilet window windows broken caretaker cleaner cleaners cleaning boilers plumber
    electrician car-park parking grass weather forecast rain raining snow rugby football cricket
    match fixture fixtures score scores won lottery recipe recipes joke jokes poem poems story song
    songs essay assembly assemblies homework worksheet worksheets quiz exam exams mock mocks gcse
    gcses sats btec ucas grade grades predict prediction revision lesson lessons letter letters
    newsletter translate translation advert adverts vacancy vacancies recruit recruitment interview
    interviews applicants cv contract contracts dbs union strike nurse medicine allergy allergies
    injury accident first-aid fire drill playground nativity disco concert prom bonfire
    christmas-party party restaurant pizza coffee cake cakes biscuits sandwich sandwiches news
    election politics stock shares bitcoin film films movie movies tv netflix music horoscope
    capital president minister population planet dog cat birthday wedding holiday-cottage beach
    swimming gym haircut dentist doctor gp hospital vaccine tax mortgage amazon google facebook
    twitter chatgpt alarm timer calculator convert currency euros dollars miles distance spelling
    test tests release press zoo museum theatre cinema aquarium gallery circus farmhouse castle-trip
    pantomime panto panel-show telly pothole dishwasher fridge kettle maths-homework spell synonym
    python code excel-formula formula photo photos photograph video photocopy photocopies laminate
    laminator leave jury bereavement maternity paternity bicycle bike cycle stamps
    """
)

GENERIC_SCHOOL_WORDS = word_set(
    """
    a academy academies all and aided at c catholic ce centre church city co college community
    comprehensive controlled convent county e ed education educational england federation first for
    form foundation free girls boys grammar high in independent infant infants joint junior juniors
    lower methodist middle nursery of prep preparatory primary pru rc roman school schools secondary
    senior sixth special st studio technical technology the through trust upper utc va vc voluntary
    """
)
"""Words of school names that name no school by themselves."""
