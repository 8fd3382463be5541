import type { Instant } from '../../domain/base/wall-time.ts';
import type { CardChangeRow, CardImportRow, CardRow, CardUse } from './store-rows.ts';

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
  /** Uses in the journals, the latest first. */
  usesOfCard(cardRef: string, limit: number): Promise<readonly CardUse[]>;
  /** Says which of these cards have any use in the journals, taken back or not. */
  usedCards(cardRefs: readonly string[]): Promise<ReadonlySet<string>>;
  cardImport(importId: string): Promise<CardImportRow | null>;
  /** Newest first. */
  cardImports(limit: number): Promise<readonly CardImportRow[]>;
}

/** The changes that a transaction may make while it locks the row of the roster’s head. */
export interface CardholderWrites {
  putCardChanges(rows: readonly CardChangeRow[]): Promise<void>;
  putCardImport(row: CardImportRow): Promise<void>;
  markImportUndone(importId: string, at: Instant, officer: string): Promise<void>;
}
