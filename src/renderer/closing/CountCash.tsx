import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenDay } from '../../app/record/close-day.ts';
import { type Fen, fenOfYuanText, yuanText } from '../../domain/base/money.ts';
import { ReopenReason } from '../../domain/journal/closing-body.ts';
import { useRun } from '../desk-command.tsx';
import { useDesk } from '../kiosk-context.ts';
import { DigitKeys } from '../staff/DigitKeys.tsx';
import { useShortNumber } from '../use-use-words.ts';
import css from './closing.module.css';

const LENGTH_MAX = 14;

/** The cash is counted before the desk says what it should be. */
export function CountCash({ day, floatFen }: { readonly day: OpenDay; readonly floatFen: Fen }) {
  const { t } = useTranslation('closing');
  const run = useRun();
  const numberOf = useShortNumber();
  const isUnfinished = useDesk(({ screen }) => screen.kind === 'decided' && screen.itemId !== null);
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const [asksToReopen, setAsksToReopen] = useState(false);
  const { last, waiting, sums } = day;
  const count = () => {
    const countedFen = fenOfYuanText(text);
    setWrong(countedFen === null);
    if (countedFen !== null) run('count-cash', { countedFen });
  };
  return (
    <>
      <p data-float={floatFen}>
        {floatFen === 0 ? t('count.about') : t('count.withFloat', { yuan: yuanText(floatFen) })}
      </p>
      <p className={css['soft']}>
        {last === null
          ? t('count.sinceToday', { date: sums.date })
          : t('count.since', { number: numberOf(last.seq) })}
      </p>
      {isUnfinished && <p role="alert">{t('count.unfinished')}</p>}
      {waiting > 0 && <p role="alert">{t('count.waiting', { count: waiting })}</p>}
      <form
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault();
          count();
        }}
      >
        <label>
          {t('count.cash')}
          <input
            // biome-ignore lint/a11y/noAutofocus: the dialog asks for this alone
            autoFocus
            className={css['cash']}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            value={text}
            data-cash
            onChange={({ target }) => setText(target.value.slice(0, LENGTH_MAX))}
          />
        </label>
        <Button type="primary" size="large" htmlType="submit" data-primary>
          {t('count.ok')} ⏎
        </Button>
        <Button size="large" data-no-cash onClick={() => run('count-cash', { countedFen: null })}>
          {t('count.noCash')}
        </Button>
      </form>
      <div className={css['keys']}>
        <DigitKeys
          hasPoint
          onDigit={(digit) => setText((before) => `${before}${digit}`.slice(0, LENGTH_MAX))}
          onErase={() => setText((before) => before.slice(0, -1))}
        />
      </div>
      <p className={css['fault']} role="alert">
        {isWrong && t('count.wrong')}
      </p>
      {last !== null && !asksToReopen && (
        <Button type="link" data-reopen onClick={() => setAsksToReopen(true)}>
          {t('reopen.ask')}
        </Button>
      )}
      {asksToReopen && <ReopenReasons />}
    </>
  );
}

/** A closing is reopened for one of these reasons. */
function ReopenReasons() {
  const { t } = useTranslation('closing');
  const run = useRun();
  return (
    <>
      <p>{t('reopen.why')}</p>
      <div className={css['reasons']}>
        {ReopenReason.options.map((reason) => (
          <Button
            key={reason}
            size="large"
            data-reason={reason}
            onClick={() => run('reopen-day', { reason })}
          >
            {t(`reopen.${reason}`)}
          </Button>
        ))}
      </div>
    </>
  );
}
