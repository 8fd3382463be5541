import { z } from 'zod';
import { isStorableText } from '../base/plain-text.ts';
import { templateFaultOf } from './template.ts';

/** A code of the hospital's own system: nothing in it can end a field or a line. */
const Code = z.string().regex(/^[\w.:-]{0,40}$/);
/** An address of a machine in the hospital's network. */
const HostName = z
  .string()
  .min(1)
  .max(253)
  .regex(/^[A-Za-z0-9.:-]+$/);
const Port = z.int().min(1).max(65_535);
const TEMPLATE_LENGTH_MAX = 8_000;

/** The full name goes over only if the site sets this, and only after the journal says that it was shown. */
const Common = { sendsFullName: z.boolean().default(false) };

/** The line goes over TLS, and this authority, if one is given, is trusted beside the system's. */
const Tls = { authorityPem: z.string().max(20_000).nullable().default(null) };

export const FolderTarget = z.strictObject({
  kind: z.literal('folder'),
  ...Common,
  path: z.string().min(1).max(1_000).refine(isStorableText),
});
export type FolderTarget = z.infer<typeof FolderTarget>;

export const RestTarget = z.strictObject({
  kind: z.literal('rest'),
  ...Common,
  ...Tls,
  url: z
    .url({ protocol: /^https?$/ })
    .max(1_000)
    .refine((url) => {
      const { username, password } = new URL(url);
      return username === '' && password === '';
    }),
  /** Null for FHIR R4, which ships; otherwise a JSON text of the site with `{{cardNumber}}` and the like in it. */
  template: z
    .string()
    .max(TEMPLATE_LENGTH_MAX)
    .refine((text) => templateFaultOf(text) === null)
    .nullable()
    .default(null),
  /** FHIR names the system that numbers come from; a URI of the site's choice. */
  system: z.string().max(200).default('urn:liwan-talent-card'),
  /** The code of special courtesy that the site gives a holder. */
  courtesyCode: Code.default('VIP'),
});
export type RestTarget = z.infer<typeof RestTarget>;

export const MllpTarget = z.strictObject({
  kind: z.literal('mllp'),
  ...Common,
  ...Tls,
  host: HostName,
  port: Port,
  isTls: z.boolean().default(false),
  version: z.enum(['2.3.1', '2.4', '2.5', '2.5.1']).default('2.4'),
  /** A04 registers a visit, A05 announces one. */
  event: z.enum(['A04', 'A05']).default('A04'),
  sendingApplication: Code.default('TALENTCARD'),
  sendingFacility: Code.default(''),
  receivingApplication: Code.default('HIS'),
  receivingFacility: Code.default(''),
  /** The authority that numbers of cards come from (PID-3.4). */
  assigningAuthority: Code.default('LIWAN'),
  /** PV1-16 and PV1-22, as the site's own tables have them; empty for none. */
  vipIndicator: Code.default('VIP'),
  courtesyCode: Code.default(''),
});
export type MllpTarget = z.infer<typeof MllpTarget>;

/** The hospital's own system as a technician sets it up for a site. What signs it in is kept apart. */
export const HandoverTarget = z.discriminatedUnion('kind', [FolderTarget, RestTarget, MllpTarget]);
export type HandoverTarget = z.infer<typeof HandoverTarget>;
