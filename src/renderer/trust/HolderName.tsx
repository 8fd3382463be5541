import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownName } from '../../app/check/show-name.ts';
import type { CardRecord } from '../../domain/card/card-record.ts';
import { useDesk, useKiosk } from '../kiosk-context.ts';
import { onClerkKey } from '../scanner/keys/keyboard-wedge.ts';
import { NAME_KEY } from '../window-keys.ts';
import css from './trust.module.css';
import { useNamesView } from './use-trust.ts';

const KEY = NAME_KEY.toLowerCase();

/**
 * The holder's name: masked, and whole only while N or the button is pressed. Each press is one entry of the
 * journal, written before the name shows; letting go, leaving the window or locking takes it away.
 */
export function HolderName({
  record,
  children,
}: {
  readonly record: CardRecord;
  /** What is said of the holder after the name, and before the button. */
  readonly children: ReactNode;
}) {
  const { t } = useTranslation('trust');
  const { kind } = useNamesView();
  // A full name may be shown only after an entry of the journal, and practice writes none.
  const isPractice = useDesk((desk) => desk.practice !== null);
  const { shown, press, release } = useFullName(record);
  const { maskedName } = record;
  if (maskedName === null) {
    return (
      <>
        <span className={css['off']}>{t(`names.off.${kind}`)}</span> {children}
      </>
    );
  }
  return (
    <>
      <strong data-name={shown?.kind === 'shown' ? 'full' : 'masked'}>
        {shown?.kind === 'shown' ? shown.name : maskedName}
      </strong>{' '}
      {children}{' '}
      {!isPractice && (
        <button
          type="button"
          className={css['press']}
          onPointerDown={press}
          onPointerUp={release}
          onPointerLeave={release}
          onPointerCancel={release}
          onContextMenu={(event) => event.preventDefault()}
        >
          {t('names.press')}
        </button>
      )}
      {shown?.kind === 'not-recorded' && <span className={css['off']}> {t('names.failed')}</span>}
    </>
  );
}

function useFullName({ cardNumber }: CardRecord) {
  const { showName } = useKiosk();
  const insistOn = useDesk((desk) => desk.insistOn);
  const [shown, setShown] = useState<ShownName | null>(null);
  /** Counts presses and releases: an answer to a press that is over shows nothing. */
  const turn = useRef(0);

  const release = useCallback(() => {
    turn.current += 1;
    setShown(null);
  }, []);

  const press = useCallback(async () => {
    turn.current += 1;
    const asked = turn.current;
    const answer = await showName(cardNumber);
    if (answer.kind === 'not-recorded' && answer.reason === 'approval-needed') {
      insistOn('full-name', { kind: 'again' });
    } else if (asked === turn.current) setShown(answer);
  }, [showName, insistOn, cardNumber]);

  useEffect(() => {
    let isPressed = false;
    const stop = onClerkKey(({ key, inField, isDown }) => {
      if (key.toLowerCase() !== KEY || inField) return false;
      // The key arrives a moment after it was pressed, when a short press is already over. A key that stays down
      // arrives again and again.
      if (!isDown) return true;
      if (!isPressed) void press();
      isPressed = true;
      return true;
    });
    const letGo = () => {
      isPressed = false;
      release();
    };
    const onKeyUp = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === KEY) letGo();
    };
    window.addEventListener('keyup', onKeyUp);
    window.addEventListener('blur', letGo);
    return () => {
      stop();
      window.removeEventListener('keyup', onKeyUp);
      window.removeEventListener('blur', letGo);
      turn.current += 1;
    };
  }, [press, release]);

  return { shown, press, release };
}
