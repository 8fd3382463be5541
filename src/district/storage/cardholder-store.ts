import type { Instant, WallDate } from '../../domain/base/wall-time.ts';
import type { CardChangeRow, CardImportRow, CardRow, CardUse, ConsentRow } from './store-rows.ts';

/** The certificate of a run that erased cardholders. It names nobody. */
export interface ErasureRow {
  readonly erasureId: string;
  readonly at: Instant;
  readonly officer: string;
  readonly endedBefore: WallDate;
  readonly cards: number;
  readonly holders: number;
  /** How many cards ended before the same day and stay, since another card or a record of the holder goes on. */
  readonly kept: { readonly newerCard: number; readonly openRecord: number };
  /** The SHA-256 of the sorted card numbers, each with a line feed after it. */
  readonly sha256: string;
}

/** Cardholders as the office looks for them, and what it did with them. May be read within a transaction or without. */
export interface CardholderReads {
  /** Cards on the roster in the order of their numbers: those whose number or name contains the text. */
  findCards(query: {
    /** In upper case for numbers; empty for all. */
    readonly text: string;
    /** The last number of the page before; empty for the first page. */
    readonly after: string;
    readonly limit: number;
  }): Promise<readonly CardRow[]>;
  /** The highest number of these digits only between prefix and check character, removed cards too; null for none. */
  lastNumberOf(form: { readonly prefix: string; readonly length: number }): Promise<string | null>;
  /** Newest first. */
  changesOfCard(cardNumber: string, limit: number): Promise<readonly CardChangeRow[]>;
  /** The changes of these cards after a position, in the order in which they were made. */
  changesOfCardsAfter(cardNumbers: readonly string[], after: number): Promise<readonly CardChangeRow[]>;
  /** In the order of their making, after a position. */
  changesOfImport(importId: string, after: number, limit: number): Promise<readonly CardChangeRow[]>;
  /** What was noted of the consent of guardians with these cards, in any order. */
  consentsOf(cardNumbers: readonly string[]): Promise<readonly ConsentRow[]>;
  /** Uses in the journals, the latest first. */
  usesOfCard(cardRef: string, limit: number): Promise<readonly CardUse[]>;
  /** Says which of these cards have any use in the journals, taken back or not. */
  usedCards(cardRefs: readonly string[]): Promise<ReadonlySet<string>>;
  cardImport(importId: string): Promise<CardImportRow | null>;
  /** The cards on the roster whose last day is before a day, in the order of their numbers. */
  cardsEndedBefore(query: {
    readonly before: WallDate;
    /** The last number of the page before; empty for the first page. */
    readonly after: string;
    readonly limit: number;
  }): Promise<readonly CardRow[]>;
  /** The newest first. */
  erasures(limit: number): Promise<readonly ErasureRow[]>;
  /** Newest first. */
  cardImports(limit: number): Promise<readonly CardImportRow[]>;
}

/** The changes that a transaction may make while it locks the row of the roster’s head. */
export interface CardholderWrites {
  putCardChanges(rows: readonly CardChangeRow[]): Promise<void>;
  putConsent(row: ConsentRow): Promise<void>;
  /** Deletes the whole history of these cards, consents with it. */
  dropCardChanges(cardNumbers: readonly string[]): Promise<void>;
  putErasure(row: ErasureRow): Promise<void>;
  putCardImport(row: CardImportRow): Promise<void>;
  markImportUndone(importId: string, at: Instant, officer: string): Promise<void>;
}
