import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  BackupKept,
  BackupMade,
  BackupPart,
  BackupPartQuery,
  CheckReply,
  EpochRolled,
} from '../../protocol/wire-backup.ts';
import { checkDistrict } from '../backup/check.ts';
import { rollEpoch } from '../kiosks/epoch.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { officeRoute } from './office-route.ts';

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
    ...officeRoute(
      {
        summary: 'Verify the journals, and say how much there is and when the last good backup was made',
        reply: CheckReply,
      },
      { perMinute: HEAVY_PER_MINUTE },
    ),
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
    ...officeRoute(
      {
        summary: 'After a restore by other means: kiosks send again what the district may lack',
        body: z.strictObject({}),
        reply: EpochRolled,
      },
      { perMinute: HEAVY_PER_MINUTE },
    ),
    handler: async () => ({ epoch: await rollEpoch(services) }),
  });
  await app.register(backupRoutes, { services });
};

const backupRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (app, { services }) => {
  app.route({
    method: 'POST',
    url: '/office/backups',
    ...officeRoute(
      {
        summary: 'Make a backup of everything, to be fetched part by part',
        body: z.strictObject({}),
        reply: BackupMade,
      },
      { perMinute: HEAVY_PER_MINUTE },
    ),
    handler: async (_request, reply) => {
      const { backups } = services;
      return backups === undefined ? refuse(reply, NO_BACKUP) : backups.make();
    },
  });
  app.route({
    method: 'GET',
    url: '/office/backups/:backupId/part',
    ...officeRoute({
      summary: 'The bytes of a backup from a place on',
      params: BackupParams,
      querystring: BackupPartQuery,
      reply: BackupPart,
    }),
    handler: async (request, reply) => {
      const part = await services.backups?.part(request.params.backupId, request.query.from);
      return part ?? refuse(reply, NO_BACKUP);
    },
  });
  app.route({
    method: 'POST',
    url: '/office/backups/:backupId/kept',
    ...officeRoute({
      summary: 'The backup was fetched and checked, and is kept elsewhere',
      params: BackupParams,
      body: z.strictObject({}),
      reply: BackupKept,
    }),
    handler: async (request, reply) => {
      const kept = await services.backups?.kept(request.params.backupId);
      return kept ?? refuse(reply, NO_BACKUP);
    },
  });
};
