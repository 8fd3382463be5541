import { z } from 'zod';
import { makeTokenByCommand, writeCommand } from '../../../district/office/command-line.ts';
import {
  addOfficer,
  changeOfficer,
  listOfficers,
  type OfficerDone,
} from '../../../district/office/officers.ts';
import { endToken, listTokens } from '../../../district/office/tokens.ts';
import { unlockAddress } from '../../../district/office/tries.ts';
import type { Services } from '../../../district/services.ts';
import {
  type NewOfficer,
  type NewToken,
  type OfficerChange,
  OfficerReply,
  OfficersReply,
  type OfficerView,
  TokenReply,
  TokensReply,
  type TokenView,
} from '../../../protocol/wire-office.ts';
import { type OfficeClient, readOffice } from '../office-client.ts';
import { doneOrThrow } from '../run-or-explain.ts';

/** What can be asked of officers and tokens, wherever they are. What is refused throws `CommandFault`. */
export interface OfficersDesk {
  list(): Promise<{ readonly officers: readonly OfficerView[]; readonly tokens: readonly TokenView[] }>;
  add(officer: NewOfficer): Promise<OfficerDone>;
  change(name: string, change: OfficerChange): Promise<OfficerDone>;
  token(order: NewToken): Promise<string>;
  /** False if there is none of this name. */
  endToken(name: string): Promise<boolean>;
  unlockAddress(address: string): Promise<void>;
}

/** Officers in data that this command has open. */
export function storedDesk(services: Pick<Services, 'store' | 'secrets' | 'now'>): OfficersDesk {
  const written = (action: string, subject: string) =>
    writeCommand(services, { action: `officers ${action}`, subject });
  return {
    list: async () => ({ officers: await listOfficers(services), tokens: await listTokens(services) }),
    async add(officer) {
      const done = doneOrThrow(await addOfficer(services, officer));
      await written('add', `${officer.name} · ${officer.role}`);
      return done;
    },
    async change(name, change) {
      const done = doneOrThrow(await changeOfficer(services, name, change));
      await written(Object.keys(change).join(' '), name);
      return done;
    },
    token: async (order) => doneOrThrow(await makeTokenByCommand(services, order)).token,
    async endToken(name) {
      const isEnded = await endToken(services, name);
      if (isEnded) await written('token end', name);
      return isEnded;
    },
    async unlockAddress(address) {
      await unlockAddress(services.store, address);
      await written('unlock-address', address);
    },
  };
}

const Ended = z.object({ serverTimeMs: z.int() });

/** Officers of a district that runs. */
export function runningDesk(ask: OfficeClient): OfficersDesk {
  return {
    list: async () => ({
      officers: readOffice(await ask('officers'), OfficersReply).officers,
      tokens: readOffice(await ask('tokens'), TokensReply).tokens,
    }),
    add: async (officer) => readOffice(await ask('officers', officer), OfficerReply),
    change: async (name, change) =>
      readOffice(await ask(`officers/${encodeURIComponent(name)}`, change), OfficerReply),
    token: async (order) => readOffice(await ask('tokens', order), TokenReply).token,
    unlockAddress: async (address) => {
      readOffice(await ask('addresses/unlock', { address }), Ended);
    },
    endToken: async (name) => (await ask(`tokens/${encodeURIComponent(name)}/end`, {})).status === 200,
  };
}
