/** What the scripts of the pages know of each other, for `npm run types`. Not published: scripts stand in static/ alone. */

interface Window {
  /** What the scripts of a page share: dom.js makes it, and each leaves in it what others use. */
  handbook: Handbook;
  /** Left by search/index.js. */
  handbookIndex: SearchIndex;
  /** Left by javascripts/words.js. */
  handbookWords?: GlossaryTerm[];
  /** Left by javascripts/meanings.js: what each term of the glossary means, by its id. */
  handbookMeanings?: Record<string, string>;
  /** Left by javascripts/sentences.js, which only editions have that say something otherwise than the scripts do. */
  handbookSentences?: Sentences;
}

interface Navigator {
  /** Not known to every browser. */
  connection?: { saveData?: boolean };
}

/** Sentences of the scripts, each as an edition says it; one about a number by the cases of its plural (CLDR). */
type Sentences = Record<string, string | Record<string, string>>;

interface Handbook {
  /* dom.js */
  the<T extends Element = HTMLElement>(selector: string, root?: ParentNode): T;
  every<T extends Element = HTMLElement>(selector: string, root?: ParentNode): T[];
  around(event: Event, selector: string): HTMLElement | null;
  make<K extends keyof HTMLElementTagNameMap>(name: K, className?: string, words?: string): HTMLElementTagNameMap[K];
  button(className: string, words: string, act: (event: MouseEvent) => void): HTMLButtonElement;
  link(className: string, words: string, href: string): HTMLAnchorElement;
  action(made: HTMLElement): void;
  script(address: string): Promise<unknown>;
  inFolder(): boolean;
  pageOf(folder: string): string;
  locale: string;
  placed<T extends string | number | Node>(sentence: string, values: Record<string, T>): (string | T)[];
  gettext(sentence: string, values?: Record<string, string | number>): string;
  ngettext(one: string, many: string, n: number, values?: Record<string, string | number>): string;
  size(bytes: number): string;
  dayInWords(date: Date): string;
  storage(area: "localStorage" | "sessionStorage", key: string): { read(): any; write(value: unknown): void };

  /* early.js */
  reading: { choices: Record<string, string>; choose(name: string, value: string): void };
  /* offline.js; not in a folder on a disk */
  offline?: {
    base: URL;
    ask(question: Question, onProgress?: (progress: Progress) => void): Promise<any>;
    day(written: string): string;
  };
  /* zip.js */
  zip(files: { name: string; content: Uint8Array<ArrayBuffer> }[]): Uint8Array<ArrayBuffer>[];
  /* clock.js */
  clock: {
    timeOfDay(minutes: number): string;
    countdown(seconds: number): string;
    inMinutes(count: number): string;
    isoDay(date: Date): string;
    minutesOf(date: Date): number;
  };

  /* presenting.js: what was pressed, by key or clicker; what is given back looks whether the screen is to stay on, or not any more. */
  pressed(event: KeyboardEvent): Pressed;
  awake(isWanted: () => boolean): () => void;
  /* session-room.js */
  room: {
    line(room: string, act: (key: Pressed) => void, opened: () => void): RoomLine;
    offer(line: RoomLine, room: string, shown: OnScreen): Promise<void>;
  };
  /* session-note.js */
  ranOver: {
    keep(session: string, parts: { title: string; planned: number; took: number }[]): boolean;
    show(changed: () => void): void;
    offer(): { made: HTMLButtonElement; look(): void };
  };
  /* listen.js, once somebody listened */
  listen?(voice: SpeechSynthesisVoice, isFromHere: boolean): void;
  /* qr.js, once a code was asked for: rows of squares, 1 for dark ones; nothing for a text that is too long. */
  qr?(text: string): number[][] | null;

  /* search-weights.js, search-stem.js, search-read.js, search-asked.js and search-rank.js */
  weights: Readonly<Record<string, number>>;
  language(known: KnownWords): Language;
  veiled(word: string): string;
  packed: {
    listed(packed: string): string[];
    numbers(packed: string): number[];
    slug(title: string): string;
  };
  readIndex(index: SearchIndex): Book;
  question: {
    asked(book: Book, typed: string): Term[];
    heard(book: Book, typed: string): string[];
    isSaid(phrase: string[], said: string[]): boolean;
    kindsNamed(book: Book, typed: string, said: string[]): Set<number>;
    numbered(book: Book, typed: string): { pages: number[]; isAll: boolean };
    isInTitle(book: Book, typed: string, page: number): boolean;
    isOfDocument(book: Book, typed: string, isUrgent: boolean): boolean;
    weightOf(book: Book, word: string): number;
    distance(one: string, other: string, most: number): number;
  };
  search(index: SearchIndex): Search;
  /* search-lines.js; the scripts of search/lines/ leave in it what they hold, by their names */
  lines: Record<string, Lines>;
  lineOf(sections: Lines, titles: string[], only: number, asked: Sought): Line;
  /* search-results.js */
  searchResults(root: HTMLElement, addressOf: (place: string) => string, linesOf: LinesOf): SearchResults;
}

/** A PDF as `manifest.json` lists it: a document by its `pdf`, what else there is by its `path`. */
interface Listed {
  path?: string;
  pdf?: string | null;
  bytes: number | null;
}

/** What `generator/text/search_words.py` sends of what it knows of the edition's language, which may be nothing. */
interface KnownWords {
  /** Words, each with its forms that no rule makes. */
  forms: Record<string, string>;
  stop: string;
  counted: string;
  have_to: string;
  joined: string;
  run_together: string;
  number_of: string;
  asks_number: string;
  asks_limit: string;
  names_document: string;
  speaks_of_people: string;
  /** Whether words are cut to what their forms share, as only English ones can be. */
  cuts: boolean;
}

interface Language {
  /** A text in small letters without apostrophes and accents. */
  folded(text: string): string;
  /** Its words. "Do I have to" is one of them. */
  tokens(text: string): string[];
  /** Its words that tell something, unless none does. */
  telling(text: string): string[];
  stem(word: string): string;
  tellsNothing(word: string): boolean;
  isForm(word: string): boolean;
}

/** What `generator/site/search_index.py` writes. Numbers count pages, sections or kinds. */
interface SearchIndex {
  language: KnownWords;
  /** What is called, one and many. */
  kinds: [one: string, many: string, icon: string][];
  /** Kinds, each with a pattern of what asks for it without its name. */
  asks: [number, string][];
  /** Address, title and kind; and the number that a procedure goes by. */
  pages: [string, string, number, string?][];
  /** Columns: page, kind, anchors, titles, openings. */
  sections: [number[], number[], string, string, string];
  /** Words with their sections, then words with their pages. */
  words: [string, string][];
  /** Words of most pages. */
  common: string;
  /** Phrases, what they mean besides, sections that answer them, whether somebody is in danger, and words that hurt. */
  sayings: [string, string[], number[], 0 | 1, string[]?][];
  /** Pages by their numbers: sop3. */
  numbers: Record<string, number>;
  /** Pages that only these readers have. */
  own: number[];
  /** Name, number, digits, and when to call. */
  calls: [string, string, string, string?][];
  coordinator: string[];
  /** Name, number, digits, and when they answer, where that is said; nothing where a trust has nobody. */
  out_of_hours: string[];
  /** The kind of somebody to call. */
  contact: number;
  /** Titles and addresses of pages that lead on where nothing is found. */
  ways: [string, string][];
}

/** Of each section of a page its paragraphs, and the numbers to call in it, each as shown and as dialled. */
type Lines = [string[], [string, string][]?][];

/** Fetches the lines of a few sections of a page, by the page's address and the number of the script. */
type LinesOf = (page: string, number: number) => Promise<Lines>;

/** A line, the section it stands in, and how much it has of what is wanted. */
interface Line {
  text: string;
  section: number;
  worth: number;
}

interface Section {
  page: number;
  anchor: string;
  title: string;
  kind: number;
  opening: string;
}

/** The index, read: tables by stems of words. */
interface Book {
  index: SearchIndex;
  language: Language;
  sections: Section[];
  /** Sections that have a stem in their text; the first of a page stands for all of it where a word is frequent. */
  text: Map<string, number[]>;
  /** Pages by their titles' stems, sections by their headings', pages by their openings'. */
  titles: Map<string, number[]>;
  headings: Map<string, number[]>;
  summaries: Map<string, number[]>;
  /** Every word of the index with its stem. */
  stemOf: Map<string, string>;
  /** Of each page, how many sections it has, and its first. */
  sizes: number[];
  firsts: number[];
  /** How many pages have a stem. */
  pagesOf: Map<string, number>;
  /** Of each section, its heading's stems (or its page's title's), and sections by those. */
  names: string[][];
  namesOf: Map<string, number[]>;
  phrases: { stems: string[]; saying: number }[];
  phrasesOf: Map<string, number[]>;
  /** How often each saying has a stem. */
  sayingsOf: Map<string, Map<number, number>>;
  /** Stems that mean the same as one. */
  alike: Map<string, string[]>;
  urgent: string[][];
  veiledUrgent: string[][];
}

/** A stem, and how far it stands for what was typed; or how many slips it is away. */
type Found = [string, number];

/** A word that was typed: the stems to look for, each with how far it stands for it, and how much it tells. */
interface Term {
  forms: Map<string, number>;
  weight: number;
}

/** What a page has of what was typed. */
interface Score {
  words: number;
  met: number;
  sayings: number;
  name: number;
}

/** A place on a page, and how like it is to what was typed. */
interface Anchor {
  place: number;
  alike: number;
}

interface Hit {
  page: number;
  place: number;
  worth: number;
  /** Whether the page as a whole was named, and no place on it. */
  isWhole: boolean;
}

interface Result {
  address: string;
  title: string;
  /** What a procedure goes by: SOP-03. */
  number: string;
  section: string;
  kind: number;
  excerpt: string;
  score: number;
  /** Its page's address, the section of it that it leads to (the first for the page itself, -1 for the one that answers), and all sections. */
  page: string;
  at: number;
  sections: Section[];
}

/** What the line that answers should have. */
interface Sought {
  wanted: Term[];
  /** Words of sayings that are like what was typed, each with how much it tells. */
  hints: Map<string, number>;
  language: Language;
  /** Whether it was asked whom to call, or how many, how long or when; or for a time limit of a document whose number was typed. */
  asksWhom: boolean;
  asksNumber: boolean;
  asksLimit: boolean;
}

interface Answer {
  urgent: boolean;
  /** Whether a document is looked for, so that who to call may be one line. */
  isOfDocument: boolean;
  asksWhom: boolean;
  asksNumber: boolean;
  asksLimit: boolean;
  terms: string[];
  wanted: Term[];
  hints: Map<string, number>;
  results: Result[];
}

interface Search {
  find(typed: string): Answer;
  language: Language;
}

interface Shown extends Answer {
  typed: string;
  language: Language;
  /** Whether a piece of text without spaces has a word that was typed. */
  isFound(part: string): boolean;
}

interface SearchResults {
  show(found: Shown): void;
  clear(): void;
  first(): { found: HTMLElement | null; isUrgent: boolean };
}

/** A term's id, and its forms. */
type GlossaryTerm = [string, string[]];

/** A part of a training day: minutes since midnight. */
interface CoursePart {
  title: string;
  url?: string;
  start: number;
  end: number;
}

interface CourseDay {
  date: string;
  title: string;
  url: string;
  parts: CoursePart[];
  packs: { title: string; url: string }[];
  brings: boolean;
}

interface Activity {
  id: string;
  title: string;
  minutes: number;
  how: string;
  led_by?: string;
  ends: number | null;
}

/** What ran over in a session on a day, in minutes. */
interface RanOver {
  day: string;
  session: string;
  parts: { title: string; planned: number; took: number }[];
}

/** What the room sees: an activity by its id, or none; until when (or, while the clock stands, how much is left); a question; whether it is dark. */
interface OnScreen {
  at: string;
  until: number | null;
  rest: number;
  question: string;
  isBlank: boolean;
  /** How often a text that is too long for the screen was scrolled on. */
  screenfuls?: number;
}

/** What a room says to the page that runs the session: what was pressed there, and whether there is more text below. */
interface FromRoom {
  room: string;
  pressed: Pressed;
  hasMore: boolean;
}

/** What was pressed in the room; nothing where it only asks what to show. */
type Pressed = "" | "forward" | "back" | "pause" | "blank";

interface RoomLine {
  tell(shown: OnScreen): void;
  isOpen(): boolean;
  /** Whether the text on the screen goes on below, so that a clicker scrolls it first. */
  hasMore(): boolean;
  scrollOn(): void;
  open(): void;
}

/** A sentence to be read aloud: where its block is, the pieces of text there, and at which letter it begins. */
interface Spoken {
  block: HTMLElement;
  texts: Text[];
  from: number;
  words: string;
}

interface Run {
  open: boolean;
  at: number;
  spent: Record<number, number>;
  added: Record<number, number>;
  since: number | null;
  prompts: boolean;
  question: string;
  isBlank: boolean;
  /** When the clock was last looked at. */
  seen: number;
}

interface DirectoryGroup {
  title: HTMLElement;
  parts: HTMLElement[];
  entries: HTMLElement[];
}

/* What pages ask the worker, and what it says. */

interface Progress {
  done: number;
  total: number;
}

interface Question {
  ask: "here" | "held" | "save" | "keep" | "drop" | "forget";
  path?: string;
  mark?: string;
}

interface Held {
  version: string;
  held: Record<string, { mark: string; kept: string }>;
  pages: number;
  saved: number;
}

/** edition.json */
interface EditionFile {
  edition: string;
  version: string;
  bytes: number;
  packed: number;
  archive: number;
}

/** A publication in manifest.json */
interface Download {
  title: string;
  path: string;
  bytes: number;
  pages: number;
  fingerprint: string;
}

/* The worker: the library of types for pages knows none of its own. */

/** What the build puts above the worker: the files of the edition with the fingerprints of their texts. */
declare const EDITION: { version: string; core: string[]; files: Record<string, string> };

interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  readonly resultingClientId: string;
  respondWith(response: Promise<Response> | Response): void;
}

interface Asked extends ExtendableEvent {
  readonly data: Question;
  readonly ports: readonly MessagePort[];
  readonly source: { id: string };
}

interface OwnWorker {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: "install" | "activate", act: (event: ExtendableEvent) => void): void;
  addEventListener(kind: "fetch", act: (event: FetchEvent) => void): void;
  addEventListener(kind: "message", act: (event: Asked) => void): void;
}
