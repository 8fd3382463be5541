import type { StaffMember } from './member.ts';
import { PIN_COST, type PinVerifier } from './pin.ts';

/** A member to try in the demo. Anybody knows the PIN. */
export interface DemoMember extends StaffMember {
  readonly pin: string;
  /** Made once, so that no start of a demo waits for it. */
  readonly verifier: PinVerifier;
}

/** Two who could work at any desk of the demo, and one who sets it up. */
export const DEMO_MEMBERS: readonly DemoMember[] = [
  {
    memberId: 'd0d0d0d0d0d0d0d0d0d0d0d0d0d0d001',
    name: '林晓',
    role: 'clerk',
    pin: '260481',
    verifier: {
      saltHex: '51ad32ee3fbf231dde08f75856f355c9',
      ...PIN_COST,
      checkHex: 'd9bb81548b38e5a63dfd8360cc1274982affa49857592299bb11e5944b4f5e92',
    },
  },
  {
    memberId: 'd0d0d0d0d0d0d0d0d0d0d0d0d0d0d002',
    name: '王敏',
    role: 'supervisor',
    pin: '731950',
    verifier: {
      saltHex: 'b9081d48be941512dfc2fdd0f8079d04',
      ...PIN_COST,
      checkHex: 'c1fa725d9dc8b002d16e3a03564674fa65c3644154e3daa93758e5b91bd0c4a2',
    },
  },
  {
    memberId: 'd0d0d0d0d0d0d0d0d0d0d0d0d0d0d003',
    name: '周强',
    role: 'technician',
    pin: '908264',
    verifier: {
      saltHex: '2ba4bd91448c0b7eff1bd1a76507d807',
      ...PIN_COST,
      checkHex: 'deed9e9fe167e5703b8d329e6a3ee92437b202b44023f7eae234dc1ccb6c3645',
    },
  },
];
