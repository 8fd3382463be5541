import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { WireError } from '../../protocol/wire.ts';
import {
  BackupKept,
  BackupMade,
  BackupPart,
  BackupPartQuery,
  CheckReply,
  EpochRolled,
} from '../../protocol/wire-backup.ts';
import { checkDistrict } from '../backup/check.ts';
import { rollEpoch } from '../kiosks/identity.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { OFFICE_BYTES_MAX } from './body.ts';
import { OFFICE_TOKEN } from './openapi.ts';
import { limitedTo, PER_MINUTE } from './request-source.ts';

const BackupParams = z.strictObject({ backupId: z.uuid() });
const NO_BACKUP = {
  kind: 'not-found',
  message: 'no such backup here: another process made it, or a later one took its place',
} as const;
/** A check reads every entry, and a backup every row. */
const HEAVY_PER_MINUTE = 12;

/** Backup, check and the roll of the epoch; registered where the office was admitted. */
export const upkeepRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  app.route({
    method: 'GET',
    url: '/office/check',
    config: limitedTo(HEAVY_PER_MINUTE),
    schema: {
      summary: 'Verify the journals, and say how much there is and when the last good backup was made',
      security: OFFICE_TOKEN,
      response: { 200: CheckReply, default: WireError },
    },
    handler: async () => {
      const { lastBackup, faults, ...counts } = await checkDistrict(services);
      return {
        ...counts,
        lastBackup: lastBackup && { madeAtMs: lastBackup.madeAt, sha256: lastBackup.sha256 },
        faults: [...faults],
      };
    },
  });
  app.route({
    method: 'POST',
    url: '/office/epoch',
    config: limitedTo(HEAVY_PER_MINUTE),
    bodyLimit: OFFICE_BYTES_MAX,
    schema: {
      summary: 'After a restore by other means: kiosks send again what the district may lack',
      security: OFFICE_TOKEN,
      body: z.strictObject({}),
      response: { 200: EpochRolled, default: WireError },
    },
    handler: async () => ({ epoch: await rollEpoch(services) }),
  });
  await app.register(backupRoutes, { services });
};

const backupRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (app, { services }) => {
  app.route({
    method: 'POST',
    url: '/office/backups',
    config: limitedTo(HEAVY_PER_MINUTE),
    bodyLimit: OFFICE_BYTES_MAX,
    schema: {
      summary: 'Make a backup of everything, to be fetched part by part',
      security: OFFICE_TOKEN,
      body: z.strictObject({}),
      response: { 200: BackupMade, default: WireError },
    },
    handler: async (_request, reply) => {
      const { backups } = services;
      return backups === undefined ? refuse(reply, NO_BACKUP) : backups.make();
    },
  });
  app.route({
    method: 'GET',
    url: '/office/backups/:backupId/part',
    config: limitedTo(PER_MINUTE.office),
    schema: {
      summary: 'The bytes of a backup from a place on',
      security: OFFICE_TOKEN,
      params: BackupParams,
      querystring: BackupPartQuery,
      response: { 200: BackupPart, default: WireError },
    },
    handler: async (request, reply) => {
      const part = await services.backups?.part(request.params.backupId, request.query.from);
      return part ?? refuse(reply, NO_BACKUP);
    },
  });
  app.route({
    method: 'POST',
    url: '/office/backups/:backupId/kept',
    config: limitedTo(PER_MINUTE.office),
    bodyLimit: OFFICE_BYTES_MAX,
    schema: {
      summary: 'The backup was fetched and checked, and is kept elsewhere',
      security: OFFICE_TOKEN,
      params: BackupParams,
      body: z.strictObject({}),
      response: { 200: BackupKept, default: WireError },
    },
    handler: async (request, reply) => {
      const kept = await services.backups?.kept(request.params.backupId);
      return kept ?? refuse(reply, NO_BACKUP);
    },
  });
};
