import { Button, Modal } from 'antd';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownTask } from '../../../desk/tasks.ts';
import { useRun } from '../../desk-command.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDesk } from '../../kiosk-context.ts';
import rowCss from '../../screens/verdict/record-rows.module.css';
import { useNamedCards } from '../../use-named-cards.ts';
import { CloseButton } from '../dialog-parts.tsx';
import css from './tasks.module.css';
import './task-texts.ts';

/** More rows are shown once these are done. */
const SHOWN_MAX = 100;

/** T: what is due at this desk, the most overdue first. Enter makes the step that has the focus. */
export function TasksDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('tasks');
  const tasks = useDesk((desk) => desk.tasks);
  const list = useRef<HTMLUListElement>(null);
  const late = tasks.filter(({ isLate }) => isLate).length;
  const counted = t(late === 0 ? 'titleOf' : 'titleLate', { count: tasks.length, late });
  const title = tasks.length === 0 ? t('title') : counted;
  return (
    <Modal
      open
      width="56rem"
      title={title}
      onCancel={onClose}
      // The dialog takes the focus again after it has opened.
      afterOpenChange={() => firstSteps(list.current)[0]?.focus()}
      footer={
        tasks.length === 0 ? (
          <CloseButton onClose={onClose} words={t('close')} />
        ) : (
          <Button onClick={onClose}>{t('close')} Esc</Button>
        )
      }
    >
      {tasks.length === 0 ? <Nothing /> : <TaskList list={list} tasks={tasks} />}
    </Modal>
  );
}

function Nothing() {
  const { t } = useTranslation('tasks');
  const isPractice = useDesk((desk) => desk.practice !== null);
  return (
    <div role="status" data-tasks="none">
      <p>{isPractice ? t('practice') : t('empty')}</p>
      {!isPractice && <p>{t('explained')}</p>}
    </div>
  );
}

function TaskList({
  list,
  tasks,
}: {
  readonly list: { readonly current: HTMLUListElement | null };
  readonly tasks: readonly ShownTask[];
}) {
  const { t } = useTranslation('tasks');
  const shown = tasks.slice(0, SHOWN_MAX);
  const cards = useNamedCards(shown.map((task) => task.shown.record.state.cardRef));
  useEffect(() => firstSteps(list.current)[0]?.focus(), [list]);
  const more = tasks.length - shown.length;
  return (
    <>
      <ul ref={list} className={`${rowCss['rows']} ${css['list']}`} data-tasks={tasks.length}>
        {shown.map((task) => (
          <TaskRow
            key={`${task.shown.record.recordId} ${task.kind}`}
            task={task}
            card={cards.get(task.shown.record.state.cardRef) ?? null}
            onArrow={(by) => moveFocus(list.current, by)}
          />
        ))}
      </ul>
      {more > 0 && <p>{t('more', { count: more })}</p>}
      <p className={css['hint']}>{t('hint')}</p>
    </>
  );
}

function TaskRow({
  task: { kind, isLate, words, dueWords, recordWords, shown },
  card,
  onArrow,
}: {
  readonly task: ShownTask;
  readonly card: { readonly tail: string; readonly maskedName: string | null } | null;
  readonly onArrow: (by: 1 | -1) => void;
}) {
  const { t } = useTranslation('tasks');
  const desk = useTranslation().t;
  const language = useLanguage();
  const run = useRun();
  const { recordId, state } = shown.record;
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    onArrow(event.key === 'ArrowDown' ? 1 : -1);
  };
  return (
    <li data-task={kind} data-late={isLate} data-ends={isLate ? 'over' : undefined}>
      <span className={rowCss['what']}>
        <strong>{words[language]}</strong>
        {' · '}
        <span className={isLate ? css['late'] : undefined}>{dueWords[language]}</span>
        <br />
        {recordWords[language]}
        {state.person !== 'holder' && ` · ${desk(`card.${state.person}`)}`}
        {card !== null && (
          <>
            {' · '}
            <span className={css['card']}>{`…${card.tail} ${card.maskedName ?? ''}`.trim()}</span>
          </>
        )}
      </span>
      {kind === 'renew' && shown.possible.length === 0 && <small>{t('renew')}</small>}
      <span className={rowCss['steps']}>
        {shown.possible.map((step) => (
          <button
            key={step}
            type="button"
            className={rowCss['step']}
            data-step={step}
            onKeyDown={press}
            onClick={() => run(step, { recordId })}
          >
            {desk(`step.${step}`)}
          </button>
        ))}
      </span>
    </li>
  );
}

/** The first step of each row that has one. */
function firstSteps(list: HTMLUListElement | null): readonly HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[data-step]:first-child') ?? [])];
}

/** Goes to the first step of the row after or before; the first and the last row are the ends. */
function moveFocus(list: HTMLUListElement | null, by: 1 | -1): void {
  const steps = firstSteps(list);
  const now = steps.findIndex((step) => step.closest('li')?.contains(document.activeElement) === true);
  steps[now + by]?.focus();
}
