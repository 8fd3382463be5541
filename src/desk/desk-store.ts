import { createStore, type StoreApi } from 'zustand/vanilla';
import { cardActs } from './acts/card-acts.ts';
import { itemActs } from './acts/item-acts.ts';
import { printActs } from './acts/print-acts.ts';
import { publicActs } from './acts/public-acts.ts';
import { recordActs } from './acts/record-acts.ts';
import { screenActs } from './acts/screen-acts.ts';
import { stepActs } from './acts/step-acts.ts';
import type { DeskState } from './desk-state.ts';
import type { DeskWork } from './desk-work.ts';
import { createChecking } from './session/checking.ts';
import { createCourtAsking } from './session/court-asking.ts';
import { createRecording } from './session/recording.ts';
import { createSession } from './session/session.ts';

export type DeskStore = StoreApi<DeskState>;

/** The desk's screen state: one card and one sale at a time. It asks `work` for everything else. */
export function createDeskStore(work: DeskWork): DeskStore {
  return createStore<DeskState>((set, get) => {
    const session = createSession(work, { set, get });
    const checking = createChecking(session);
    const write = createRecording(session, checking);
    const askForCourt = createCourtAsking(session, checking);
    return {
      screen: { kind: 'idle' },
      overlay: null,
      isWriting: false,
      leftBehind: [],
      courtAsk: null,
      today: [],
      printing: null,
      todaySteps: [],
      deskRecords: [],
      publicStretches: [],
      waitingCard: null,
      ...cardActs(session, checking),
      ...itemActs(session),
      ...recordActs(session, { write, askForCourt }),
      ...printActs(session),
      ...stepActs(session, { write }),
      ...publicActs(session),
      ...screenActs(session),
    };
  });
}
