import { createStore, type StoreApi } from 'zustand/vanilla';
import { WHOLE_LIST } from '../domain/journal/fold/day-list.ts';
import { cardActs } from './acts/card-acts.ts';
import { closingActs } from './acts/closing-acts.ts';
import { itemActs } from './acts/item-acts.ts';
import { listActs } from './acts/list-acts.ts';
import { noteActs } from './acts/note-acts.ts';
import { noticeActs } from './acts/notice-acts.ts';
import { practiceActs } from './acts/practice-acts.ts';
import { printActs } from './acts/print-acts.ts';
import { publicActs } from './acts/public-acts.ts';
import { recordActs } from './acts/record-acts.ts';
import { screenActs } from './acts/screen-acts.ts';
import { setupActs } from './acts/setup-acts.ts';
import { staffActs } from './acts/staff-acts.ts';
import { stepActs } from './acts/step-acts.ts';
import { taskActs } from './acts/task-acts.ts';
import type { DeskState } from './desk-state.ts';
import type { DeskWork } from './desk-work.ts';
import { createChecking } from './session/checking.ts';
import { createCourtAsking } from './session/court-asking.ts';
import { createRecording } from './session/recording.ts';
import { createSession } from './session/session.ts';
import { NO_STAFF } from './staff-view.ts';

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
      practice: null,
      staff: NO_STAFF,
      staffFault: null,
      today: [],
      listed: null,
      listFilter: WHOLE_LIST,
      listDetails: new Map(),
      printing: null,
      todaySteps: [],
      deskRecords: [],
      tasks: [],
      publicStretches: [],
      courtsAnswer: null,
      refusal: null,
      hasCourts: false,
      notices: [],
      waitingCard: null,
      notesShown: null,
      ...cardActs(session, checking),
      ...itemActs(session),
      ...recordActs(session, { write, askForCourt }),
      ...noteActs(session),
      ...printActs(session),
      ...noticeActs(session),
      ...taskActs(session),
      ...stepActs(session, { write, checkAgain: checking.checkAgain }),
      ...publicActs(session),
      ...practiceActs(session),
      ...setupActs(session),
      ...staffActs(session),
      ...closingActs(session),
      ...listActs(session),
      ...screenActs(session),
    };
  });
}
