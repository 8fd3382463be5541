import { z } from 'zod';
import { LineFault } from '../protocol/line-fault.ts';
import { Nothing, resultOf } from './call-shapes.ts';
import { KioskHealth } from './health-api.ts';
import { KioskPinnedTrust } from './trust-api.ts';

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
  /** What the kiosk was before its district revoked it; null if it was not revoked, or is enrolled again. */
  disabled: z.strictObject({ kioskName: z.string(), districtName: z.string() }).nullable(),
  /** What a technician has settled for the district's address; absent if nothing was. */
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

/** What the camera of the window does, for the office's list; `off` and `starting` are no news. */
export const ToldCamera = z.enum([
  'running',
  'black',
  'frozen',
  'no-decoder',
  'none',
  'denied',
  'busy',
  'unplugged',
  'unsupported',
  'failed',
]);
export type ToldCamera = z.infer<typeof ToldCamera>;

/** Calls about the kiosk itself: its name, the keys that it trusts, and its health. */
export const kioskApi = {
  'kiosk.info': { input: Nothing, output: KioskInfo },
  /** The roots of this kiosk, and what came with them. They are the host's alone: the page brings none. */
  'kiosk.pinnedTrust': { input: Nothing, output: KioskPinnedTrust },
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
  /** The window says what its camera does; the next report to the district carries it. */
  'kiosk.camera': { input: z.strictObject({ state: ToldCamera }), output: Nothing },
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
} as const;
