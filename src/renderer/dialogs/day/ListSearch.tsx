import { Button, Input, Segmented, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isWholeList, LIST_STATES, type ListState } from '../../../domain/journal/fold/day-list.ts';
import type { RecordedUse } from '../../../domain/journal/fold/recorded-uses.ts';
import { useRun } from '../../desk-command.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDesk } from '../../kiosk-context.ts';
import { useItemName } from '../../use-catalogue.ts';
import { CardKeypad } from '../CardKeypad.tsx';
import css from './list.module.css';
import './list-texts.ts';

const TEXT_LENGTH_MAX = 40;
/** The value of the option that chooses no id. */
const ANY = '';

/** Narrows the list of a day: by what is typed, by item, by member, by state, or by a card that is shown. */
export function ListSearch({ uses }: { readonly uses: readonly RecordedUse[] }) {
  const { t } = useTranslation('list');
  const run = useRun();
  const filter = useDesk((desk) => desk.listFilter);
  const members = useDesk((desk) => desk.staff.members);
  const [hasKeypad, setKeypad] = useState(false);
  const items = useItemsOf(uses);
  const type = (text: string) => run('find', { text: text.slice(0, TEXT_LENGTH_MAX) });
  return (
    <section className={css['search']} aria-label={t('search')}>
      <Input
        className={css['text']}
        value={filter.text}
        maxLength={TEXT_LENGTH_MAX}
        allowClear
        autoComplete="off"
        spellCheck={false}
        placeholder={t('text')}
        aria-label={t('text')}
        onChange={({ target }) => type(target.value)}
      />
      <Button aria-pressed={hasKeypad} aria-label={t('keypad')} onClick={() => setKeypad(!hasKeypad)}>
        ⌨
      </Button>
      <Select
        className={css['choice'] ?? ''}
        aria-label={t('item')}
        value={filter.itemId ?? ANY}
        options={[{ value: ANY, label: t('anyItem') }, ...items]}
        onChange={(item) => run('find', { item: item === ANY ? null : item })}
      />
      {members.length > 0 && (
        <Select
          className={css['choice'] ?? ''}
          aria-label={t('member')}
          value={filter.memberId ?? ANY}
          options={[
            { value: ANY, label: t('anyMember') },
            ...members.map(({ memberId, name }) => ({ value: memberId, label: name })),
          ]}
          onChange={(member) => run('find', { member: member === ANY ? null : member })}
        />
      )}
      <Segmented<ListState>
        aria-label={t('state.all')}
        value={filter.state}
        options={LIST_STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
        onChange={(state) => run('find', { state })}
      />
      {hasKeypad && (
        <div className={css['keypad']}>
          <CardKeypad
            onCharacter={(character) => type(`${filter.text}${character}`)}
            onErase={() => type(filter.text.slice(0, -1))}
          />
        </div>
      )}
      <div className={css['card']}>
        <CardFound />
        {!isWholeList(filter) && (
          <Button data-find-all onClick={() => run('find-all')}>
            {t('all')}
          </Button>
        )}
      </div>
    </section>
  );
}

/** The card to which the list is narrowed, with a button that serves it. */
function CardFound() {
  const { t } = useTranslation('list');
  const run = useRun();
  const card = useDesk((desk) => desk.listFilter.card);
  const serve = useRef<HTMLButtonElement>(null);
  const shown = card?.text;
  // The focus leaves the field of the search, so that Enter serves the card that was shown last.
  useEffect(() => {
    if (shown !== undefined) serve.current?.focus({ preventScroll: true });
  }, [shown]);
  if (card === null) return <span className={css['hint']}>{t('hint')}</span>;
  return (
    <>
      <strong role="status" data-found-card={card.tail}>
        {t('card', { tail: card.tail })}
      </strong>
      <Button type="primary" ref={serve} onClick={() => run('serve-found')}>
        {t('serve')} ⏎
      </Button>
    </>
  );
}

/** The items of the uses in the list, with their names. */
function useItemsOf(
  uses: readonly RecordedUse[],
): readonly { readonly value: string; readonly label: string }[] {
  const language = useLanguage();
  const itemName = useItemName();
  const names = new Map(uses.map(({ siteId, body }) => [body.itemId, itemName(siteId, body.itemId)]));
  return [...names].map(([value, name]) => ({ value, label: name[language] }));
}
