import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffMember } from '../../domain/staff/member.ts';
import { useDesk } from '../kiosk-context.ts';
import { onClerkKey } from '../scanner/keys/keyboard-wedge.ts';
import { DigitKeys } from './DigitKeys.tsx';
import { PinField } from './PinField.tsx';
import css from './staff.module.css';
import { useFaultWords } from './use-fault-words.ts';
import './texts.ts';

/** A longer text is no PIN, and the host says so. */
const TYPED_MAX = 20;

export interface GivenPins {
  readonly memberId: string;
  readonly pin: string;
  /** Empty if no new PIN is asked for. */
  readonly next: string;
}

interface PinFormProps {
  readonly members: readonly StaffMember[];
  /** The member who is most likely to type; null if nobody is. */
  readonly likely: string | null;
  readonly okWords: string;
  /** A new PIN has to be typed as well. */
  readonly asksNext: boolean;
  /** Answers true if the PIN was right. */
  readonly onGiven: (given: GivenPins) => Promise<boolean>;
}

/** Asks for a member and the PIN: a digit picks the member, and Enter hands both on. Each try clears what was typed. */
export function PinForm(props: PinFormProps) {
  const { t } = useTranslation('staff');
  const { members, asksNext, onGiven } = props;
  const [memberId, setMemberId] = useState<string | null>(props.likely);
  const [typed, setTyped] = useState({ pin: '', next: '', again: '' });
  const [isLooking, setLooking] = useState(false);
  const [differs, setDiffers] = useState(false);
  /** The field that the keys on the glass type into. */
  const [active, setActive] = useState<keyof typeof typed>('pin');
  const pinField = useRef<HTMLInputElement>(null);
  const nextField = useRef<HTMLInputElement>(null);
  const mustChange = useDesk((desk) => desk.staffFault?.kind === 'must-change');
  const { words, waitsMs } = useFaultWords();
  const asks = asksNext || mustChange;
  const isReady =
    memberId !== null && typed.pin !== '' && (!asks || typed.next !== '') && !isLooking && waitsMs === 0;

  const pick = (member: StaffMember) => {
    setMemberId(member.memberId);
    pinField.current?.focus();
  };
  const submit = async () => {
    if (memberId === null || !isReady) return pinField.current?.focus();
    if (asks && typed.next !== typed.again) return setDiffers(true);
    setDiffers(false);
    setLooking(true);
    const given = { memberId, pin: typed.pin, next: asks ? typed.next : '' };
    const isRight = await onGiven(given).finally(() => setLooking(false));
    // A PIN that is right and must be changed is needed once more.
    if (!isRight) setTyped((before) => ({ ...before, next: '', again: '' }));
    if (!isRight && !asks) setTyped((before) => ({ ...before, pin: '' }));
    pinField.current?.focus();
  };
  usePinKeys({ members, pick, submit });
  useEffect(() => {
    if (props.likely !== null) pinField.current?.focus();
  }, [props.likely]);
  const change = (part: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...part }));
  const field = (name: keyof typeof typed, label: string, ref?: typeof pinField) => (
    <PinField
      ref={ref}
      name={name}
      label={label}
      value={typed[name]}
      onFocus={() => setActive(name)}
      onChange={(text) => change({ [name]: text.slice(0, TYPED_MAX) })}
    />
  );
  return (
    <div className={css['form']}>
      <MemberList members={members} memberId={memberId} onPick={pick} />
      <div className={css['fields']}>
        {field('pin', asks ? t('changePin.old') : t('pin'), pinField)}
        {asks && field('next', t('changePin.next'), nextField)}
        {asks && field('again', t('changePin.again'))}
        <p className={css['fault']} role="alert" data-staff-fault>
          {differs ? t('changePin.differ') : isLooking ? t('looking') : words}
        </p>
        <DigitKeys
          onDigit={(digit) => change({ [active]: `${typed[active]}${digit}`.slice(0, TYPED_MAX) })}
          onErase={() => change({ [active]: typed[active].slice(0, -1) })}
        />
        <button
          type="button"
          className={css['primary']}
          disabled={!isReady}
          data-primary
          onClick={() => void submit()}
        >
          {asks ? t('changePin.ok') : props.okWords} ⏎
        </button>
      </div>
    </div>
  );
}

/** A digit picks a member while no field has the focus; Enter in a field hands on what was typed. */
function usePinKeys(acts: {
  readonly members: readonly StaffMember[];
  readonly pick: (member: StaffMember) => void;
  readonly submit: () => unknown;
}): void {
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(
    () =>
      onClerkKey(({ key, inField }) => {
        const { members, pick, submit } = latest.current;
        if (key === 'Enter' && inField) {
          void submit();
          return true;
        }
        const member = inField || !/^[1-9]$/.test(key) ? undefined : members[Number(key) - 1];
        if (member === undefined) return false;
        pick(member);
        return true;
      }),
    [],
  );
}

function MemberList(props: {
  readonly members: readonly StaffMember[];
  readonly memberId: string | null;
  readonly onPick: (member: StaffMember) => void;
}) {
  const { t } = useTranslation('staff');
  return (
    <fieldset className={css['who']} aria-label={t('who')}>
      {props.members.map((member, index) => (
        <button
          key={member.memberId}
          type="button"
          className={css['member']}
          aria-pressed={member.memberId === props.memberId}
          data-member={index + 1}
          onClick={() => props.onPick(member)}
        >
          {index < 9 && <span className={css['digit']}>{index + 1}</span>}
          <span>
            {member.name} <small>{t(`role.${member.role}`)}</small>
          </span>
        </button>
      ))}
    </fieldset>
  );
}
