import { Alert, Modal, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { BOARD_DAYS } from '../../../desk/board.ts';
import type { BoardView } from '../../../desk/board-view.ts';
import { plusDays, wallDateOf } from '../../../domain/base/wall-time.ts';
import { BOARD_WORDS, type BoardKind, publicUseText } from '../../../domain/decision/board.ts';
import { PUBLIC_USES } from '../../../domain/shared/public-stretch.ts';
import { useRun } from '../../desk-command.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDesk, useKiosk } from '../../kiosk-context.ts';
import { WaitingCardNote } from '../dialog-parts.tsx';
import { BoardGrid } from './BoardGrid.tsx';
import css from './board.module.css';
import './board-texts.ts';

const KINDS: readonly BoardKind[] = ['free', 'ours', 'elsewhere', 'public', 'ask', 'closed', 'past'];

/** B: 场地表. The bar says what Enter would book, at which price. */
export function BoardDialog({ view, onClose }: { readonly view: BoardView; readonly onClose: () => void }) {
  const { t } = useTranslation('board');
  const language = useLanguage();
  const run = useRun();
  const answer = useDesk((desk) => desk.courtsAnswer);
  const { day, cursor, aim } = view;
  return (
    <Modal open title={t('title')} width="96vw" style={{ top: 8 }} footer={null} onCancel={onClose}>
      <WaitingCardNote />
      <Chooser view={view} />
      <Bar view={view} onClose={onClose} />
      {answer !== null && (
        <Alert
          type={answer.kind === 'refused' ? 'error' : 'warning'}
          showIcon
          title={answer.text[language]}
        />
      )}
      {day.unnamed > 0 && <p data-unnamed>{t('unnamed', { count: day.unnamed })}</p>}
      <div className={css['scroll']}>
        <BoardGrid
          day={day}
          cursor={cursor}
          span={{ from: aim?.from ?? cursor.minute, minutes: aim?.minutes ?? cursor.minutes }}
          language={language}
          onCell={(court, minute) => run('board-at', { court, minute })}
        />
      </div>
      <ul className={css['legend']} aria-label={t('legend')}>
        {KINDS.map((kind) => (
          <li key={kind}>
            <span className={css[kind]} /> {BOARD_WORDS[kind][language]}
          </li>
        ))}
      </ul>
    </Modal>
  );
}

/** The courts of the desk and the days. */
function Chooser({ view: { day, resources } }: { readonly view: BoardView }) {
  const { t } = useTranslation('board');
  const language = useLanguage();
  const run = useRun();
  const today = wallDateOf(useKiosk().now());
  const days = Array.from({ length: BOARD_DAYS }, (_, index) => plusDays(today, index));
  return (
    <div className={css['chooser']}>
      {resources.length > 1 && (
        <Segmented
          aria-label={t('resource')}
          value={day.resource.id}
          options={resources.map(({ id, name }) => ({ value: id, label: name[language] }))}
          onChange={(resource) => run('board', { date: day.date, resource })}
        />
      )}
      <Segmented
        aria-label={t('days')}
        value={day.date}
        options={days.map((date) => ({ value: date, label: date === today ? t('today') : date.slice(5) }))}
        onChange={(date) => run('board', { date, resource: day.resource.id })}
      />
    </div>
  );
}

/** What stands at the outline, and what can be done there. */
function Bar({ view, onClose }: { readonly view: BoardView; readonly onClose: () => void }) {
  const { t } = useTranslation('board');
  const language = useLanguage();
  const run = useRun();
  const hasCard = useDesk(({ screen }) => screen.kind === 'decided');
  const { words, aim, cursor } = view;
  const press = (label: string, act: () => void, isOff = false) => (
    <button key={label} type="button" className={css['press']} disabled={isOff} onClick={act}>
      {label}
    </button>
  );
  return (
    <div className={css['bar']}>
      <strong className={css['words']} aria-live="polite" data-board-words>
        {words[language]}
      </strong>
      <span>
        {press('−', () => run('board-length', { by: -1 }))} {cursor.minutes}{' '}
        {press('+', () => run('board-length', { by: 1 }))}
      </span>
      {press(t(hasCard ? 'book' : 'scanFirst'), () => run('board-book'), !hasCard || aim === null)}
      {PUBLIC_USES.map((use, index) =>
        press(`${t('lock')} ${index + 1} ${publicUseText(use)[language]}`, () => run('board-give', { use })),
      )}
      {press(t('print'), () => run('board-print'))}
      {press(t('close'), onClose)}
    </div>
  );
}
