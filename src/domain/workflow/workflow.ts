import type { Text } from '../base/text.ts';
import type { WallMinute } from '../base/wall-time.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { CardRecord } from '../card/card-record.ts';
import type { Party, Person } from '../card/family.ts';
import type { AgreementTerms } from '../catalogue/agreement-item.ts';
import type { Item } from '../catalogue/catalogue.ts';
import type { RulebookItem } from '../catalogue/rulebook.ts';
import type {
  AgreementChoice,
  ChoiceBase,
  ChoiceByKind,
  Explanation,
  ItemAsk,
  ItemDetails,
  ItemReason,
  Price,
  StoryLine,
  UseCounters,
} from '../decision/decision.ts';
import type { Pricing } from '../decision/price.ts';
import type { Span, Stretch, Stretches } from '../decision/stretch.ts';
import type { GivenBody } from '../journal/entry-body.ts';
import type { KnownUse } from '../journal/known-use.ts';
import type { RecordKind } from '../records/record.ts';
import type { Given } from './given-body.ts';
import type { WorkflowKind } from './workflow-kind.ts';

/** How long a court or room is wanted where nobody said. */
export const MINUTES_DEFAULT = 60;

/** The properties of one kind of item, and the functions that differ by kind. `workflows.ts` has one for each kind. */
export interface Workflow<Kind extends WorkflowKind = WorkflowKind> {
  /** A use is recorded; without it the item is information. */
  readonly isRecorded: boolean;
  /** It has a price to show. A service costs nothing, and has hours where others have prices. */
  readonly isPriced: boolean;
  /** It takes a stretch of time: its minutes belong to the record. */
  readonly hasSpan: boolean;
  /** The clerk says when it begins and how long it takes, on the venue's grid. */
  readonly isTimed: boolean;
  /** True if it gives courts by number, for items that have a resource. */
  readonly hasCourts: boolean;
  /** The clerk counts people, with + and −. */
  readonly countsPeople: boolean;
  /** It is in one person's name, so that the clerk says whose. */
  readonly isPersonal: boolean;
  /** The kind of record that it opens; null for what has no later steps. */
  readonly opens: RecordKind | null;
  /** It is sold now, and is valid from a day that the clerk says. */
  readonly beginsOnDay: boolean;
  /** One use is always for one, never for several. */
  readonly isSingle: boolean;

  /** The start and the minutes of the use. What was not chosen is filled in. */
  readonly spanOf: (entry: RulebookItem, given: Partial<Span>, context: TimeContext) => Span;
  /** Picks the fields that a choice for an item of this kind has. */
  readonly choiceOf: (chosen: Chosen) => ChoiceByKind[Kind];
  /** The highest number that may be counted without a question; at least 1. */
  readonly quantityMaxOf: (entry: RulebookItem, found: CountFacts) => number;
  /** The stretches that give a span its price; null if a minute of it has no price. */
  readonly stretchesOf: (entry: RulebookItem, calendar: Calendar, span: Span) => readonly Stretch[] | null;
  /** The next start that has a price, for a span that has none; null for none in reach. */
  readonly nextStartOf: (entry: RulebookItem, calendar: Calendar, span: Span) => WallMinute | null;
  readonly priceOf: (stretches: Stretches, pricing: Pricing, minutes: number) => Price;
  // A method, so that the table's entries are workflows of their kind each, and any of them is a workflow.
  detailsOf(facts: DetailFacts<Kind>): ItemDetails;
  /** What is written down of it: for a kind that opens a record, its opening. */
  readonly bodyOf: (given: Given) => GivenBody;
  /** Why what is known to be recorded already refuses it; absent for a kind that only limits refuse. */
  readonly refusalOf?: (item: Item, asked: AskedUse, counters: UseCounters) => Explanation<ItemReason> | null;
  // A method for the same reason.
  /** The questions to the clerk that follow from the choice alone; absent for none. */
  choiceAsks?(choice: ChoiceByKind[Kind]): readonly Explanation<ItemAsk>[];
  /** The questions to the clerk that follow from what is known to be recorded already. */
  readonly knownAsks: (item: Item, asked: AskedUse, counters: UseCounters) => readonly Explanation<ItemAsk>[];
  /** The lines that the card's uses of this item add to its story. `uses` begins with the newest. */
  readonly storyOf: (uses: readonly KnownUse[], item: Item, told: StoryContext) => readonly StoryLine[];
}

export interface TimeContext {
  readonly calendar: Calendar;
  readonly now: WallMinute;
}

export interface CountFacts {
  readonly record: CardRecord;
  readonly person: Person;
  /** The courts that this desk may still give then. */
  readonly courtsFree: readonly number[];
}

/** All that may be chosen. */
export interface Chosen extends ChoiceBase {
  readonly minutes: number;
  readonly court: number | null;
  /** Who comes by kind; null if the clerk only counts people. */
  readonly party: Party | null;
  /** The 办件编号 of a matter, or the venue's own number of a pass; null if it is not known. */
  readonly number: string | null;
  readonly agreement: AgreementChoice;
}

/** The facts that details are made from. */
interface DetailFacts<Kind extends WorkflowKind> {
  readonly choice: ChoiceByKind[Kind];
  readonly grid: number;
  readonly unit: Item['unit'];
  /** The working days that are promised from the opening; null for none. */
  readonly workdays: number | null;
  /** The terms of a family doctor agreement, for its packages. */
  readonly terms: AgreementTerms | undefined;
  /** The courts that this desk may still give then, the first to be given first. */
  readonly courtsFree: readonly number[];
}

/** What is asked for, and who asks. */
export interface AskedUse {
  readonly siteId: string;
  readonly person: Person;
  readonly quantity: number;
  readonly quantityMax: number;
  /** Who comes by kind; null if the clerk only counts people. */
  readonly party: Party | null;
  readonly start: WallMinute;
  readonly minutes: number;
  readonly now: WallMinute;
  /** True if the free courts are known. Then the clerk is not asked whether one is free. */
  readonly areCourtsCounted: boolean;
  /** Asks whether the number of the order is right; null if this kiosk knows no matter or pass under it. */
  readonly numberQuestion: Text | null;
  /** The short name of this kiosk, for the numbers of its records. */
  readonly kiosk: string | null;
}

export interface StoryContext {
  readonly now: WallMinute;
  readonly kiosk: string | null;
}
