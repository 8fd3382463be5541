import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { RosterChange, RosterRecord } from '../../domain/card/roster-record.ts';
import { JournalEntry } from '../../domain/journal/journal-entry.ts';
import {
  CatalogueReply,
  EnrolReply,
  EnrolRequest,
  HealthReply,
  PushReply,
  PushRequest,
  RosterReply,
  WireError,
} from '../../protocol/wire.ts';
import {
  CardChangeReply,
  CardImportsReply,
  CardJobReply,
  CardReply,
  CardsReply,
} from '../../protocol/wire-cards.ts';
import { KioskReport, KiosksReply, OfficeKiosk } from '../../protocol/wire-kiosks.ts';
import {
  DiscrepanciesReply,
  Discrepancy,
  LeaseReply,
  LeaseRequest,
  RightClaim,
  RightReply,
  RightsPage,
} from '../../protocol/wire-limits.ts';

export const DOCS_PATH = '/docs';
/** The name of the device's signature in the OpenAPI document. */
export const DEVICE_SIGNATURE = [{ deviceSignature: [] }];
/** The name of the office's token in the OpenAPI document. */
export const OFFICE_TOKEN = [{ officeToken: [] }];

/** The policy of this page alone: it runs its own scripts, and shows nothing from elsewhere. */
const PAGE_POLICY =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const SIGNATURE_WORDS = [
  'HTTP Message Signatures (RFC 9421), ed25519, by the key that the device made at its enrolment:',
  'Content-Digest: sha-256=:…: (RFC 9530; of no bytes where there is no body),',
  'Signature-Input: kiosk=("@method" "@path" "@query" "content-digest");keyid="kiosk id";alg="ed25519";nonce="…",',
  'Signature: kiosk=:…:. Every answer to a good signature bears a Next-Nonce for one more request. A first request',
  'is signed over an empty nonce; its answer is 401 stale-nonce with the one to use.',
].join(' ');

const namedSchemas = {
  CardChangeReply,
  CardImportsReply,
  CardJobReply,
  CardReply,
  CardsReply,
  DiscrepanciesReply,
  KioskReport,
  KiosksReply,
  LeaseReply,
  LeaseRequest,
  Discrepancy,
  OfficeKiosk,
  RightClaim,
  RightReply,
  RightsPage,
  CatalogueReply,
  EnrolReply,
  EnrolRequest,
  HealthReply,
  JournalEntry,
  PushReply,
  PushRequest,
  RosterChange,
  RosterReply,
  RosterRecord,
  WireError,
};

/** An OpenAPI document from the very schemas that requests are checked against, and a page to read it. */
export async function documentApi(app: FastifyInstance): Promise<void> {
  const schemaRegistry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(namedSchemas)) schemaRegistry.add(schema, { id });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Talent card district API',
        description: 'What a kiosk may ask of its district. Every answer that is no success is a WireError.',
        version: '1',
      },
      components: {
        securitySchemes: {
          deviceSignature: {
            type: 'apiKey',
            in: 'header',
            name: 'Signature',
            description: SIGNATURE_WORDS,
          },
          officeToken: { type: 'http', scheme: 'bearer', description: 'told when the district starts' },
        },
      },
    },
    transform: createJsonSchemaTransform({ schemaRegistry }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry }),
  });
  await app.register(swaggerUi, { routePrefix: DOCS_PATH, staticCSP: PAGE_POLICY });
}
