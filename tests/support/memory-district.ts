import { gunzipSync } from 'node:zlib';
import { GENESIS_HASH, type JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import { PushRequest } from '../../src/protocol/wire.ts';
import { signedPage } from './roster-pages.ts';
import { answerJson, type ScriptedServer, scriptedServer } from './scripted-server.ts';

const FIRST_EPOCH = '11111111-1111-4111-8111-111111111111';
export const ENROL_CODE = '12345678';

/** As much of a district as the host's own tests need: one code, one journal in memory. */
export interface MemoryDistrict {
  readonly server: ScriptedServer;
  /** What the district holds; a test may cut it, as a restored backup would. */
  entries: JournalEntry[];
  epoch: string;
  /** Sizes of the batches that came, in the order of their arrival. */
  readonly batches: number[];
  /** Set to answer pushes with this instead. */
  refusal: { status: number; kind: string } | null;
  serverTimeMs: number;
}

export async function memoryDistrict(): Promise<MemoryDistrict> {
  const state: Omit<MemoryDistrict, 'server'> = {
    entries: [],
    epoch: FIRST_EPOCH,
    batches: [],
    refusal: null,
    serverTimeMs: 1_795_419_720_000,
  };
  const server = await scriptedServer((response, { url, body }) => {
    const common = () => ({ epoch: state.epoch, serverTimeMs: state.serverTimeMs });
    if (url === '/v1/enrol') {
      const code: unknown = JSON.parse(body.toString()).code;
      if (code !== ENROL_CODE) return refuse(404, 'code-unknown');
      return answerJson(response, 200, enrolReply(state.epoch));
    }
    if (url.startsWith('/v1/roster')) {
      return answerJson(response, 200, {
        ...common(),
        page: signedPage({ epoch: state.epoch, cursor: '7' }),
      });
    }
    if (url.startsWith('/v1/keys') || url.startsWith('/v1/denied')) {
      return answerJson(response, 200, { ...common(), serial: 1, signed: null });
    }
    if (url.startsWith('/v1/catalogue')) {
      return answerJson(response, 200, { ...common(), version: 1, file: null });
    }
    // It answers as a district that is a release older, which hears no reports and has no staff.
    if (url === '/v1/report' || url.startsWith('/v1/staff')) return refuse(404, 'not-found');
    if (state.refusal !== null) return refuse(state.refusal.status, state.refusal.kind);
    const { entries } = PushRequest.parse(JSON.parse(unpacked(body).toString()));
    state.batches.push(entries.length);
    const first = entries[0];
    if (first !== undefined && first.seq > state.entries.length + 1) return refuse(409, 'gap');
    for (const entry of entries) {
      if (entry.seq === state.entries.length + 1) state.entries.push(entry);
    }
    const head = state.entries.at(-1);
    const acknowledged = { seq: head?.seq ?? 0, hash: head?.hash ?? GENESIS_HASH };
    return answerJson(response, 200, { ...common(), acknowledged });

    function refuse(status: number, kind: string): void {
      answerJson(response, status, { error: { kind, message: 'as the test says' } });
    }
  });
  return Object.assign(state, { server });
}

/** A small batch comes as it is, a large one packed (RFC 1952 begins so). */
export function unpacked(body: Buffer): Buffer {
  return body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : body;
}

function enrolReply(epoch: string) {
  return {
    epoch,
    kioskId: 'kiosk-1',
    kioskName: '前台 1',
    districtName: '荔湾区',
    cardRefKeyHex: 'ab'.repeat(32),
    siteIds: ['xijiao-pool'],
  };
}
