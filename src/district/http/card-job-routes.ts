import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  CARDS_FILE_BYTES_MAX,
  CardImportQuery,
  CardJobReply,
  CardJobStarted,
  JudgedQuery,
  JudgedReply,
  UndoRequest,
} from '../../protocol/wire-cards.ts';
import { importCards, type JudgedRow } from '../cardholders/import-cards.ts';
import { createCardJobs, type JobReport, type JobResult } from '../cardholders/jobs.ts';
import { undoImport } from '../cardholders/undo-import.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { askerOf } from './office-guard.ts';
import { officeRoute } from './office-route.ts';

const BUSY_S = 5;
const BUSY = {
  kind: 'too-many-tries',
  message: '另一个导入还没有完 another import is not done yet',
  retryAfterS: BUSY_S,
} as const;
const NO_JOB = { kind: 'not-found', message: 'no such job in this process' } as const;
const JobParams = z.strictObject({ jobId: z.uuid() });

/** Files of cardholders: they are taken while whoever sent one asks how far it is. */
export const cardJobRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  const jobs = createCardJobs(services);
  app.addContentTypeParser<Buffer>(
    'application/octet-stream',
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  );
  app.route({
    method: 'POST',
    url: '/office/cards/imports',
    ...officeRoute(
      {
        summary: 'Take a CSV or XLSX file of cardholders (application/octet-stream), or judge its rows alone',
        querystring: CardImportQuery,
        reply: CardJobStarted,
      },
      { bodyLimit: CARDS_FILE_BYTES_MAX },
    ),
    handler: async (request, reply) => {
      const bytes = request.body;
      if (!Buffer.isBuffer(bytes)) {
        return refuse(reply, { kind: 'bad-request', message: 'the body must be application/octet-stream' });
      }
      const { fileName, dryRun } = request.query;
      const officer = askerOf(request).name;
      const file = { bytes, fileName, officer, isDryRun: dryRun === 'true' };
      const jobId = jobs.start((report) => importFile(services, file, report));
      return jobId === null ? refuse(reply, BUSY) : { serverTimeMs: services.now(), jobId };
    },
  });
  app.route({
    method: 'POST',
    url: '/office/cards/imports/:importId/undo',
    ...officeRoute({
      summary: 'Take an import back; rows whose card was changed or used since stay and are named',
      params: z.strictObject({ importId: z.uuid() }),
      body: UndoRequest,
      reply: CardJobStarted,
    }),
    handler: async (request, reply) => {
      const order = { ...request.params, officer: askerOf(request).name };
      const jobId = jobs.start((report) => undo(services, order, report));
      return jobId === null ? refuse(reply, BUSY) : { serverTimeMs: services.now(), jobId };
    },
  });
  app.route({
    method: 'GET',
    url: '/office/cards/jobs/:jobId',
    ...officeRoute({
      summary: 'How far an import or its undoing is, and what came of it',
      params: JobParams,
      reply: CardJobReply,
    }),
    handler: async (request, reply) => {
      const state = jobs.stateOf(request.params.jobId);
      return state === null ? refuse(reply, NO_JOB) : { serverTimeMs: services.now(), ...state };
    },
  });
  app.route({
    method: 'GET',
    url: '/office/cards/jobs/:jobId/rows',
    ...officeRoute({
      summary: 'What became of each row, of a file that was only judged or was refused',
      params: JobParams,
      querystring: JudgedQuery,
      reply: JudgedReply,
    }),
    handler: async (request, reply) => {
      const page = jobs.rowsOf(request.params.jobId, request.query.page);
      return page === null ? refuse(reply, NO_JOB) : { serverTimeMs: services.now(), ...page };
    },
  });
};

async function importFile(
  services: Services,
  file: Parameters<typeof importCards>[1],
  report: JobReport,
): Promise<JobResult> {
  const outcome = await importCards(services, file, {
    onProgress: report.progress,
    onRow: (row) => report.row(wireRowOf(row)),
  });
  return outcome.kind === 'unreadable'
    ? outcome
    : {
        ...outcome,
        refused: [...outcome.refused],
        passedOver: [...outcome.passedOver],
        sheetsPassedOver: [...outcome.sheetsPassedOver],
      };
}

async function undo(
  services: Services,
  order: Parameters<typeof undoImport>[1],
  report: JobReport,
): Promise<JobResult> {
  const onRows = (rows: number) => report.progress({ phase: 'taking', rows, of: null });
  const outcome = await undoImport(services, order, onRows);
  return outcome.kind === 'undone' ? { ...outcome, refused: [...outcome.refused] } : outcome;
}

function wireRowOf(row: JudgedRow) {
  return row.outcome === 'refused' ? row : { ...row, changes: [...row.changes] };
}
