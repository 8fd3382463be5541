import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { SECOND_MS } from '../../domain/base/duration.ts';
import type { PassphraseFault } from '../../host-api/names-api.ts';
import { useKiosk } from '../kiosk-context.ts';
import css from './trust.module.css';
import './names-texts.ts';

type Outcome = { readonly kind: 'done' | 'differs' | 'host' } | PassphraseFault;

/** Whether names are shown here and, where only a passphrase guards them, what a technician may do. */
export function NamesSettings() {
  const { t } = useTranslation('names');
  const store = useKiosk().names;
  const { view, unlock, setPassphrase, forget } = useStore(store);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  async function attempt(change: () => Promise<PassphraseFault | null>): Promise<void> {
    // The disk refused, or the host is gone: in both cases nothing is promised.
    setOutcome(
      await change().then(
        (fault) => fault ?? DONE,
        () => HOST,
      ),
    );
    for (const clear of [setCurrent, setNext, setAgain]) clear('');
  }

  const first = view.isPassphraseSet ? current : null;
  return (
    <>
      <span>{t('title')}</span>
      <div className={css['names']} data-names={view.kind}>
        <span>{t(`state.${view.kind}`)}</span>
        {outcome && <OutcomeWords outcome={outcome} />}
        {view.needsPassphrase && (
          <>
            {view.isPassphraseSet && (
              <div className={css['row']}>
                <Secret label={t('current')} value={current} onChange={setCurrent} />
                {view.kind === 'locked' && (
                  <Button
                    type="primary"
                    disabled={current === ''}
                    onClick={() => attempt(() => unlock(current))}
                  >
                    {t('unlock')}
                  </Button>
                )}
              </div>
            )}
            <div className={css['row']}>
              <Secret label={t('next')} value={next} onChange={setNext} />
              <Secret label={t('again')} value={again} onChange={setAgain} />
              <Button
                disabled={next === '' || first === ''}
                onClick={() =>
                  next === again
                    ? attempt(() => setPassphrase({ current: first, next }))
                    : setOutcome({ kind: 'differs' })
                }
              >
                {t(view.isPassphraseSet ? 'change' : 'set')}
              </Button>
            </div>
            {view.isPassphraseSet && (
              <Button danger onClick={() => attempt(() => forget().then(() => null))}>
                {t('forget')}
              </Button>
            )}
          </>
        )}
      </div>
    </>
  );
}

const DONE: Outcome = { kind: 'done' };
const HOST: Outcome = { kind: 'host' };

function Secret(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <Input.Password
      aria-label={props.label}
      placeholder={props.label}
      value={props.value}
      maxLength={200}
      autoComplete="off"
      visibilityToggle={false}
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}

function OutcomeWords({ outcome }: { readonly outcome: Outcome }) {
  const { t } = useTranslation('names');
  switch (outcome.kind) {
    case 'done':
      return <Alert type="success" showIcon title={t('done')} />;
    case 'differs':
      return <Fault kind="differs" words={t('differs')} />;
    case 'wrong':
      return outcome.triesLeft === null ? (
        <Fault kind="wrong" words={t('fault.wrong')} />
      ) : (
        <Fault kind="wrong" words={t('fault.triesLeft', { count: outcome.triesLeft })} />
      );
    case 'wait': {
      const count = Math.ceil(outcome.waitMs / SECOND_MS);
      return <Fault kind="wait" words={t('fault.wait', { count })} />;
    }
    case 'too-short':
      return <Fault kind="too-short" words={t('fault.too-short', { count: outcome.lengthMin })} />;
    default:
      return <Fault kind={outcome.kind} words={t(`fault.${outcome.kind}`)} />;
  }
}

function Fault({ kind, words }: { readonly kind: string; readonly words: string }) {
  return <Alert type="error" showIcon data-fault={kind} title={words} />;
}
