import { z } from 'zod';
import { createHost } from '../../../src/host/kiosk-host.ts';
import { startLoopback } from '../../../src/host/loopback/loopback-server.ts';
import { prepareKiosk } from '../../../src/host/profile/first-start.ts';
import { fileSecretStore } from '../../../src/host/profile/secret-store.ts';
import { type HostMethod, hostApi } from '../../../src/host-api/host-api.ts';
import { developmentTrust } from '../../support/development-trust.ts';

/** What the process is told on its command line, as JSON. */
const Orders = z.object({
  profileFolder: z.string(),
  keyFile: z.string(),
  districtUrl: z.string(),
  enrolmentCode: z.string().nullable(),
  /** Port of the window's address; null serves no window. */
  port: z.number().nullable(),
  rendererFolder: z.string(),
  siteId: z.string().default('xijiao-pool'),
  handoverTiming: z
    .object({ answerMs: z.number(), firstRetryMs: z.number(), lastRetryMs: z.number() })
    .optional(),
});

const Call = z.object({
  id: z.number(),
  method: z.custom<HostMethod>((name) => typeof name === 'string' && Object.hasOwn(hostApi, name)),
  input: z.unknown(),
});

/** The kiosk's host in a process of its own, which its parent asks over IPC and then kills. */
const orders = Orders.parse(JSON.parse(process.argv[2] ?? ''));
// From here on the profile is opened and mended: a kill before would hit nothing but the loading of modules.
process.send?.({ kind: 'loaded' });
const started = await createHost({
  profileFolder: orders.profileFolder,
  appVersion: '0.0.0-proof',
  binding: 'loopback',
  pinnedTrust: developmentTrust(),
  districtUrl: orders.districtUrl,
  secretStore: fileSecretStore(orders.keyFile),
  handoverTiming: orders.handoverTiming,
});
if (started.kind !== 'ready') throw new Error(JSON.stringify(started));
const { host, troubles } = started;
const fault = await prepareKiosk(host, { enrolmentCode: orders.enrolmentCode, siteId: orders.siteId });
if (fault !== null) throw new Error(JSON.stringify(fault));
const loopback =
  orders.port === null
    ? null
    : await startLoopback({ host, rendererFolder: orders.rendererFolder, port: orders.port });
if (loopback?.kind === 'port-busy') throw new Error(`port ${loopback.port} is taken`);

process.on('message', async (message) => {
  const { id, method, input } = Call.parse(message);
  // The parent is a test of ours: what it sends is what the schema of the method says.
  const answer = await host.call(method, input as never);
  process.send?.({ id, answer });
});
// A parent that is gone must leave nobody behind.
process.on('disconnect', () => process.exit());
process.send?.({ kind: 'ready', troubles, address: loopback?.issueUrl() ?? null });
