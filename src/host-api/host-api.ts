import { z } from 'zod';
import { Text } from '../domain/base/text.ts';
import { WallDate } from '../domain/base/wall-time.ts';
import { CardNumber, hasValidCheckCharacter } from '../domain/card/card-number.ts';
import { ADDITION_LENGTH_MAX } from '../domain/card/scanner-additions.ts';
import { JournalDraft, JournalEntry } from '../domain/journal/journal-entry.ts';
import { JournalFault, JournalStatus } from '../domain/journal/journal-state.ts';
import { LineFault } from '../protocol/line-fault.ts';
import { CatalogueReply, RosterReply, SignedListReply } from '../protocol/wire.ts';
import { LeaseReply, LeaseRequest, RightClaim, RightReply, RightsPage } from '../protocol/wire-limits.ts';
import { ClockView, ConfirmResult } from './clock-api.ts';
import { ExportResult } from './export-api.ts';
import { KioskHealth } from './health-api.ts';
import { NamesView, Passphrase, PassphraseResult } from './names-api.ts';
import { KioskTrust } from './trust-api.ts';

/** What the kiosk is and belongs to. `enrolment` is null until a one-time code was accepted. */
export const KioskInfo = z.strictObject({
  appVersion: z.string(),
  binding: z.enum(['electron', 'loopback']),
  districtUrl: z.string(),
  enrolment: z
    .strictObject({
      kioskId: z.string(),
      kioskName: z.string(),
      /** Before the numbers of its slips; absent from an older district. */
      shortName: z.string().optional(),
      districtName: z.string(),
      siteIds: z.array(z.string()).min(1),
    })
    .nullable(),
  /** What the kiosk was before its district revoked it; null where it was not revoked, or is enrolled again. */
  disabled: z.strictObject({ kioskName: z.string(), districtName: z.string() }).nullable(),
  /** What a technician has settled for the district's address; absent where nothing was. */
  lineTrust: z
    .strictObject({
      origin: z.string(),
      /** SHA-256 of the private authority; null for none. */
      authorityFingerprint: z.string().nullable(),
      /** What goes to the district's present address is not encrypted, as a technician allowed. */
      isPlain: z.boolean(),
    })
    .optional(),
});
export type KioskInfo = z.infer<typeof KioskInfo>;

/**
 * Why a kiosk was not enrolled. `not-writable`: this device could not have kept the enrolment, so that the district
 * was not asked and the code is as good as before; `not-stored`: it could not keep it, and the code is spent.
 */
export const EnrolFault = z.strictObject({
  ...LineFault.shape,
  kind: z.enum([...LineFault.shape.kind.options, 'not-writable', 'not-stored']),
});
export type EnrolFault = z.infer<typeof EnrolFault>;

const resultOf = <T extends z.ZodType, F extends z.ZodType>(value: T, fault: F) =>
  z.discriminatedUnion('ok', [
    z.strictObject({ ok: z.literal(true), value }),
    z.strictObject({ ok: z.literal(false), fault }),
  ]);
const lineResult = <T extends z.ZodType>(value: T) => resultOf(value, LineFault);

/** What the clerk or technician set; every field has a default, so an empty or broken file is no error. */
export const Settings = z.strictObject({
  language: z.enum(['zh', 'en']).default('zh'),
  siteId: z.string().max(64).nullable().default(null),
  cameraId: z.string().max(300).nullable().default(null),
  soundOn: z.boolean().default(true),
  volume: z.number().min(0).max(1).default(0.7),
  theme: z.enum(['light', 'dark']).default('light'),
  /** Pixels asked of the camera; `auto` asks for more where a small code needs it. */
  cameraSize: z.enum(['auto', '720p', '1080p']).default('auto'),
  /** What the hand scanner of this desk types around each code, beside what standards name. */
  scannerAdditions: z
    .strictObject({
      prefix: z.string().max(ADDITION_LENGTH_MAX),
      suffix: z.string().max(ADDITION_LENGTH_MAX),
    })
    .default({ prefix: '', suffix: '' }),
  /** List prices that the venue sets, in fen, by `siteId/itemId`. */
  listPricesFen: z.record(z.string().max(140), z.int().min(0).max(100_000_000)).default({}),
});
export type Settings = z.infer<typeof Settings>;

export const DemoCard = z.strictObject({
  cardNumber: z.string(),
  code: z.enum(['code128', 'qr']),
  /** What its QR says where that is more than the number: the text of a signed QR. */
  qrText: z.string().max(200).optional(),
  title: Text,
});
export type DemoCard = z.infer<typeof DemoCard>;

const JOURNAL_READ_MAX = 500;

/** A noisy frame of 1920 x 1080 in grey, as base64, stays below this. */
const FRAME_TEXT_LENGTH_MAX = 8_000_000;

const Nothing = z.strictObject({});

/**
 * Everything the UI may ask of its host: names, input and output. Both bindings (Electron IPC, HTTP on
 * loopback) check both sides against these schemas; a call that is not listed here does not exist.
 */
export const hostApi = {
  'kiosk.info': { input: Nothing, output: KioskInfo },
  /** The roots of this kiosk, and what came with them. They are the host's alone: the page brings none. */
  'kiosk.trust': { input: Nothing, output: KioskTrust },
  /** Turns a one-time code into an enrolment; `districtUrl` null keeps the configured one. */
  'kiosk.enrol': {
    input: z.strictObject({
      code: z.string().max(40),
      districtUrl: z.url({ protocol: /^https?$/ }).nullable(),
    }),
    output: resultOf(KioskInfo, EnrolFault),
  },
  /** What this start found out of the ordinary in what is kept here. */
  'kiosk.health': { input: Nothing, output: KioskHealth },
  'settings.read': { input: Nothing, output: Settings },
  'settings.write': { input: Settings, output: Settings },
  /** Keys that the cache in IndexedDB needs; they live in the operating system's safe storage. */
  'vault.read': {
    input: Nothing,
    output: z
      .strictObject({
        cardRefKeyHex: z.string(),
        /** AES-256-GCM key of the roster's facts, made on this device. */
        rosterKeyHex: z.string(),
        /** The same for the names; null while they are locked, or for good once it was destroyed. */
        namesKeyHex: z.string().nullable(),
      })
      .nullable(),
  },
  'clock.read': { input: Nothing, output: ClockView },
  /** A clerk says which day it is, where the device clock is not to be believed. */
  'clock.confirm': { input: z.strictObject({ date: WallDate }), output: ConfirmResult },
  'names.read': { input: Nothing, output: NamesView },
  /** After a pull: the roster is now as of that time of the district's. */
  'names.pulled': { input: z.strictObject({ asOfMs: z.int() }), output: NamesView },
  'names.unlock': { input: z.strictObject({ passphrase: Passphrase }), output: PassphraseResult },
  /** `current` null sets the first one. */
  'names.setPassphrase': {
    input: z.strictObject({ current: Passphrase.nullable(), next: Passphrase }),
    output: PassphraseResult,
  },
  /** Gives the names up with the passphrase that opens them. */
  'names.forget': { input: Nothing, output: NamesView },
  /** Flushed to disk when it answers. */
  'journal.append': {
    input: JournalDraft,
    output: z.discriminatedUnion('ok', [
      z.strictObject({ ok: z.literal(true), entry: JournalEntry }),
      z.strictObject({ ok: z.literal(false), fault: JournalFault }),
    ]),
  },
  'journal.status': { input: Nothing, output: JournalStatus },
  /** Entries with `seq >= fromSeq`, in order, at most `limit`. */
  'journal.read': {
    input: z.strictObject({ fromSeq: z.int().min(1), limit: z.int().min(1).max(JOURNAL_READ_MAX) }),
    output: z.array(JournalEntry),
  },
  /** Signs what the district has not acknowledged into files that are carried there by hand. */
  'journal.export': { input: Nothing, output: ExportResult },
  /** Sends one batch of what is not acknowledged yet; with nothing to send it asks for the head. */
  'district.push': { input: Nothing, output: lineResult(JournalStatus) },
  /** The district's keys, and the cards that it denies, where it has later lists than `have`. */
  'district.keys': { input: z.strictObject({ have: z.int().min(0) }), output: lineResult(SignedListReply) },
  'district.denied': { input: z.strictObject({ have: z.int().min(0) }), output: lineResult(SignedListReply) },
  'district.rosterPage': {
    input: z.strictObject({ cursor: z.string().nullable() }),
    output: lineResult(RosterReply),
  },
  /** What this journal holds of shared limits, and what the district gives it. */
  'district.leases': { input: LeaseRequest, output: lineResult(LeaseReply) },
  'district.rights': {
    input: z.strictObject({ cursor: z.string().nullable() }),
    output: lineResult(RightsPage),
  },
  'district.claimRight': { input: RightClaim, output: lineResult(RightReply) },
  'district.catalogue': {
    input: z.strictObject({ have: z.int().min(0) }),
    output: lineResult(CatalogueReply),
  },
  /** Keeps a frame that could not be read, for the technician; `path` is where. */
  'scanner.saveFrame': {
    input: z.strictObject({ pngBase64: z.base64().max(FRAME_TEXT_LENGTH_MAX) }),
    output: z.discriminatedUnion('ok', [
      z.strictObject({ ok: z.literal(true), path: z.string() }),
      z.strictObject({ ok: z.literal(false), detail: z.string() }),
    ]),
  },
  /** Cards for the demo tray; empty outside the demo. */
  'demo.cards': {
    input: Nothing,
    output: z.array(DemoCard.extend({ cardNumber: CardNumber.refine(hasValidCheckCharacter) })),
  },
} as const;

export type HostMethod = keyof typeof hostApi;

type LineMethod = 'kiosk.enrol' | Extract<HostMethod, `district.${string}`>;

/** True for a method that asks the district: its answer has room for a fault, whatever goes wrong. */
export function isLineMethod(method: HostMethod): method is LineMethod {
  return method === 'kiosk.enrol' || method.startsWith('district.');
}

/** What a method that asks the district answers where the host has failed at it. */
export function hostFault(detail: string): { readonly ok: false; readonly fault: LineFault } {
  return { ok: false, fault: { kind: 'host-fault', detail, retryAfterMs: null } };
}

export type HostInput<M extends HostMethod> = z.input<(typeof hostApi)[M]['input']>;
export type HostOutput<M extends HostMethod> = z.output<(typeof hostApi)[M]['output']>;

/** One host behind either binding. */
export interface Host {
  call<M extends HostMethod>(method: M, input: HostInput<M>): Promise<HostOutput<M>>;
}
