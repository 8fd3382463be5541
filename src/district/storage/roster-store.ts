import type { RosterRecord } from '../../domain/card/roster-record.ts';
import type { CardRow, DenyListRow, ReplacementRow } from './store-rows.ts';

/** Cards, and those that are denied. May be read within a transaction or without. */
export interface RosterReads {
  rosterHead(): Promise<number>;
  /** Cards in the order of their last change; removed ones only if they were removed after `begun`. */
  cardsAfter(from: {
    readonly position: number;
    readonly begun: number;
    readonly limit: number;
  }): Promise<readonly CardRow[]>;
  cardsByNumber(cardNumbers: readonly string[]): Promise<readonly CardRow[]>;
  /** The records of these pseudonyms; removed and unknown cards are left out. */
  recordsByRef(cardRefs: readonly string[]): Promise<ReadonlyMap<string, RosterRecord>>;
  /** The numbers of these pseudonyms, of removed cards too. */
  numbersByRef(cardRefs: readonly string[]): Promise<ReadonlyMap<string, string>>;
  countCards(): Promise<number>;
  /** The replacements that name one of these cards, as the new card or as an old one. */
  replacementsOf(cardRefs: readonly string[]): Promise<readonly ReplacementRow[]>;
  /** In the order of their positions. */
  replacementsAfter(position: number, limit: number): Promise<readonly ReplacementRow[]>;
  denyList(): Promise<DenyListRow>;
}

/** The changes that a transaction may make. A row that a `lock…` has read stays as it is until the commit. */
export interface RosterWrites {
  /** Positions are given under this lock, so they follow the order of commits. */
  lockRosterHeadRow(): Promise<number>;
  saveRosterHead(position: number): Promise<void>;
  putCards(rows: readonly CardRow[]): Promise<void>;
  /** False if the card is not on the roster. */
  removeCard(cardNumber: string, position: number): Promise<boolean>;
  /** While the row of the roster's head is locked. Takes the place of the row of that card. */
  putReplacement(row: ReplacementRow): Promise<void>;
  lockDenyListRow(): Promise<DenyListRow>;
  saveDenyList(row: DenyListRow): Promise<void>;
}
