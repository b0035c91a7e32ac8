"""The terms of the ontology, and no others.

GENERATED from ontology/labor.ttl and shapes.ttl by `make generated`; do not edit."""


from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace


class LAB(DefinedNamespace):
    _fail = True
    _NS = Namespace("https://w3id.org/labornews/def#")

    Agreement: URIRef
    AmbiguousMention: URIRef
    Announced: URIRef
    Approximately: URIRef
    Article: URIRef
    ArticleVersion: URIRef
    Asks: URIRef
    AtLeast: URIRef
    AtMost: URIRef
    Attribution: URIRef
    Authorized: URIRef
    Averted: URIRef
    Boycott: URIRef
    Claim: URIRef
    Collective: URIRef
    CollectiveAgreement: URIRef
    ComparatorScheme: URIRef
    CorrectionNote: URIRef
    Criticizes: URIRef
    Decision: URIRef
    DirectQuotation: URIRef
    Dispute: URIRef
    DurationScheme: URIRef
    Employer: URIRef
    EmployerSide: URIRef
    Ended: URIRef
    Event: URIRef
    Exactly: URIRef
    Expectation: URIRef
    ExpertSide: URIRef
    Extraction: URIRef
    Facility: URIRef
    FacilityGroup: URIRef
    Fact: URIRef
    GovernmentBody: URIRef
    GovernmentSide: URIRef
    Impasse: URIRef
    IndirectQuotation: URIRef
    Issue: URIRef
    LaborAction: URIRef
    LaborUnion: URIRef
    LessThan: URIRef
    Limited: URIRef
    Lockout: URIRef
    MixedQuotation: URIRef
    ModalityScheme: URIRef
    MoreThan: URIRef
    Nearly: URIRef
    Negotiation: URIRef
    Neutral: URIRef
    NewsOrganization: URIRef
    OpenEnded: URIRef
    Opinion: URIRef
    Picket: URIRef
    Plan: URIRef
    PossibleIdentity: URIRef
    Proposal: URIRef
    Quantity: URIRef
    Rally: URIRef
    RatificationVote: URIRef
    ReportedThought: URIRef
    RepresentationElection: URIRef
    Request: URIRef
    Scheduled: URIRef
    SideScheme: URIRef
    SitIn: URIRef
    Slowdown: URIRef
    SourceDocument: URIRef
    Stance: URIRef
    StanceScheme: URIRef
    Statement: URIRef
    StatusScheme: URIRef
    Strike: URIRef
    StrikeAuthorizationVote: URIRef
    Supports: URIRef
    Suspended: URIRef
    SympathyStrike: URIRef
    TentativeAgreement: URIRef
    TextSpan: URIRef
    Threatened: URIRef
    TimeExpression: URIRef
    UnderWay: URIRef
    UnionLocal: URIRef
    UnionSide: URIRef
    Vote: URIRef
    Walkout: URIRef
    WorkStoppage: URIRef
    WorkerSide: URIRef
    about: URIRef
    addressee: URIRef
    affects: URIRef
    alternativeValue: URIRef
    anchor: URIRef
    asOf: URIRef
    assertedIn: URIRef
    candidate: URIRef
    claimObject: URIRef
    claimPredicate: URIRef
    claimSubject: URIRef
    claimText: URIRef
    claimValue: URIRef
    clockTime: URIRef
    comparator: URIRef
    concerns: URIRef
    confidence: URIRef
    contentSpan: URIRef
    copyOf: URIRef
    correctedBy: URIRef
    cue: URIRef
    cueSpan: URIRef
    dateline: URIRef
    decidedBy: URIRef
    decidedOn: URIRef
    decidesOn: URIRef
    duration: URIRef
    durationType: URIRef
    employedBy: URIRef
    employer: URIRef
    endDate: URIRef
    expressesStance: URIRef
    holder: URIRef
    inArticle: URIRef
    inDispute: URIRef
    inSympathyWith: URIRef
    issue: URIRef
    measures: URIRef
    mentionSpan: URIRef
    modality: URIRef
    negated: URIRef
    organizer: URIRef
    partOf: URIRef
    participant: URIRef
    party: URIRef
    place: URIRef
    possiblySame: URIRef
    precededBy: URIRef
    precision: URIRef
    proposedBy: URIRef
    proposedTo: URIRef
    quantity: URIRef
    quoteText: URIRef
    reason: URIRef
    referenceDate: URIRef
    reportedIn: URIRef
    representedBy: URIRef
    resultsIn: URIRef
    rule: URIRef
    side: URIRef
    sideConfidence: URIRef
    sideRule: URIRef
    sourceFile: URIRef
    sourceSpan: URIRef
    speaker: URIRef
    stanceTarget: URIRef
    stanceValue: URIRef
    startDate: URIRef
    status: URIRef
    subgroupOf: URIRef
    target: URIRef
    textSha256: URIRef
    verdict: URIRef
    viaDocument: URIRef
    when: URIRef
    withdrawn: URIRef


class ISS(DefinedNamespace):
    _fail = True
    _NS = Namespace("https://w3id.org/labornews/issue/")
    _extras = ['bargaining-conduct', 'care-demand', 'contract-renewal', 'first-contract', 'health-care-benefits', 'mental-health-parity', 'patient-care', 'unfair-labor-practice', 'wait-times']

    automation: URIRef
    benefits: URIRef
    conditions: URIRef
    discipline: URIRef
    harassment: URIRef
    layoffs: URIRef
    leave: URIRef
    outsourcing: URIRef
    overtime: URIRef
    pay: URIRef
    pensions: URIRef
    recognition: URIRef
    resources: URIRef
    rights: URIRef
    safety: URIRef
    scheduling: URIRef
    security: URIRef
    service: URIRef
    staffing: URIRef
    tiers: URIRef
    wages: URIRef
    workload: URIRef


class DCTERMS(DefinedNamespace):
    _fail = True
    _NS = Namespace("http://purl.org/dc/terms/")

    created: URIRef
    creator: URIRef
    description: URIRef
    isPartOf: URIRef
    issued: URIRef
    license: URIRef
    rights: URIRef
    source: URIRef
    title: URIRef


class FOAF(DefinedNamespace):
    _fail = True
    _NS = Namespace("http://xmlns.com/foaf/0.1/")

    Agent: URIRef
    Group: URIRef
    OnlineAccount: URIRef
    Person: URIRef
    accountName: URIRef
    member: URIRef
    name: URIRef


class OA(DefinedNamespace):
    _fail = True
    _NS = Namespace("http://www.w3.org/ns/oa#")

    TextPositionSelector: URIRef
    TextQuoteSelector: URIRef
    end: URIRef
    exact: URIRef
    start: URIRef


class ORG(DefinedNamespace):
    _fail = True
    _NS = Namespace("http://www.w3.org/ns/org#")

    FormalOrganization: URIRef
    Membership: URIRef
    Organization: URIRef
    Role: URIRef
    member: URIRef
    memberOf: URIRef
    organization: URIRef
    role: URIRef
    subOrganizationOf: URIRef
    unitOf: URIRef


class PROV(DefinedNamespace):
    _fail = True
    _NS = Namespace("http://www.w3.org/ns/prov#")

    Activity: URIRef
    Agent: URIRef
    Entity: URIRef
    used: URIRef
    wasAssociatedWith: URIRef
    wasAttributedTo: URIRef
    wasDerivedFrom: URIRef
    wasGeneratedBy: URIRef
    wasRevisionOf: URIRef


class SCHEMA(DefinedNamespace):
    _fail = True
    _NS = Namespace("https://schema.org/")

    City: URIRef
    Claim: URIRef
    CorrectionComment: URIRef
    Country: URIRef
    CreativeWork: URIRef
    Event: URIRef
    EventCancelled: URIRef
    EventPostponed: URIRef
    EventScheduled: URIRef
    GovernmentBuilding: URIRef
    GovernmentOrganization: URIRef
    NewsArticle: URIRef
    NewsMediaOrganization: URIRef
    Place: URIRef
    QuantitativeValue: URIRef
    Quotation: URIRef
    State: URIRef
    WebPage: URIRef
    WorkersUnion: URIRef
    about: URIRef
    alternateName: URIRef
    author: URIRef
    caption: URIRef
    containedInPlace: URIRef
    correction: URIRef
    dateModified: URIRef
    datePublished: URIRef
    duration: URIRef
    endDate: URIRef
    gender: URIRef
    genre: URIRef
    headline: URIRef
    honorificSuffix: URIRef
    identifier: URIRef
    inLanguage: URIRef
    location: URIRef
    locationCreated: URIRef
    maxValue: URIRef
    minValue: URIRef
    organizer: URIRef
    publisher: URIRef
    softwareVersion: URIRef
    startDate: URIRef
    superEvent: URIRef
    text: URIRef
    unitText: URIRef
    url: URIRef
    value: URIRef


class TIME(DefinedNamespace):
    _fail = True
    _NS = Namespace("http://www.w3.org/2006/time#")

    Instant: URIRef
    ProperInterval: URIRef
    TemporalEntity: URIRef
    TemporalUnit: URIRef
    hasBeginning: URIRef
    hasEnd: URIRef
    inXSDDate: URIRef
    inXSDgYear: URIRef
    inXSDgYearMonth: URIRef
    unitDay: URIRef
    unitHour: URIRef
    unitMinute: URIRef
    unitMonth: URIRef
    unitSecond: URIRef
    unitWeek: URIRef
    unitYear: URIRef
