import { type MouseEvent, type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DemoMember } from '../../host-api/staff-api.ts';
import { CardPicture, type DemoCard, useCardTitle } from './CardPicture.tsx';
import css from './demo-tray.module.css';
import { PrintSheet } from './PrintSheet.tsx';
import { type ShownThing, takePicture } from './shown-picture.ts';
import '../staff/texts.ts';
import './texts.ts';

export interface CardTrayProps {
  /** Members to sign in as. */
  readonly members: readonly DemoMember[];
  readonly cards: readonly DemoCard[];
  /** A picture as a camera would take it, for `Scanner.scanPicture`: the tray itself decodes nothing. */
  readonly onPicture: (picture: ImageData) => unknown;
}

/** Sharp on a dense screen, and small enough to be scaled well. */
const THUMBNAIL_WIDTH = 300;

/** Cards for a newcomer without camera and plastic: a click shows one to the scanner. */
export function CardTray({ cards, members, onPicture }: CardTrayProps) {
  const { t } = useTranslation('demo');
  const titleOf = useCardTitle();
  const [isOpen, setOpen] = useState(true);
  const [isPrinting, setPrinting] = useState(false);
  const stopPrinting = useCallback(() => setPrinting(false), []);
  const show = (shown: ShownThing) => onPicture(takePicture(shown));
  const [first, second] = cards;
  return (
    <aside className={css['tray']} aria-label={t('title')}>
      <div className={css['bar']}>
        <strong>{t('title')}</strong>
        <span className={css['hint']}>{isOpen && t('hint')}</span>
        <TrayButton onPress={() => setPrinting(true)}>{t('print')}</TrayButton>
        <TrayButton onPress={() => setOpen(!isOpen)} isExpanded={isOpen}>
          {isOpen ? t('hide') : t('show')}
        </TrayButton>
      </div>
      {isOpen && (
        <div className={css['row']}>
          {cards.map((card) => (
            <ShowButton
              key={card.cardNumber}
              title={titleOf(card)}
              onShow={() => show({ kind: 'card', card })}
            >
              <CardPicture card={card} width={THUMBNAIL_WIDTH} className={css['card']} />
            </ShowButton>
          ))}
          <ShowButton title={t('website')} onShow={() => show({ kind: 'website' })}>
            <span className={css['sign']}>www</span>
          </ShowButton>
          {first !== undefined && second !== undefined && (
            <ShowButton title={t('two')} onShow={() => show({ kind: 'two-cards', cards: [first, second] })}>
              <span className={css['pair']}>
                <CardPicture card={first} width={THUMBNAIL_WIDTH} className={css['card']} />
                <CardPicture card={second} width={THUMBNAIL_WIDTH} className={css['card']} />
              </span>
            </ShowButton>
          )}
        </div>
      )}
      {isOpen && <DemoMembers members={members} />}
      {isPrinting && <PrintSheet cards={cards} onDone={stopPrinting} />}
    </aside>
  );
}

/** The demo's members and their PINs, which anybody may know. */
function DemoMembers({ members }: Pick<CardTrayProps, 'members'>) {
  const { t } = useTranslation('staff');
  if (members.length === 0) return null;
  return (
    <p className={css['members']} data-demo-members>
      <strong>{t('demo')}</strong>
      {members.map(({ name, role, pin }) => (
        <span key={name}>
          {name} {t(`role.${role}`)} PIN <code>{pin}</code>
        </span>
      ))}
    </p>
  );
}

function ShowButton(props: {
  readonly title: string;
  readonly onShow: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation('demo');
  return (
    <button
      type="button"
      className={css['shown']}
      title={t('present', { title: props.title })}
      onMouseDown={keepFocus}
      onClick={props.onShow}
    >
      {props.children}
      <span className={css['title']}>{props.title}</span>
    </button>
  );
}

function TrayButton(props: {
  readonly onPress: () => void;
  /** The words of the button that opens and closes the row. */
  readonly isExpanded?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <button
      type="button"
      className={css['button']}
      onMouseDown={keepFocus}
      onClick={props.onPress}
      {...(props.isExpanded === undefined
        ? {}
        : { 'aria-expanded': props.isExpanded, 'data-tray-toggle': true })}
    >
      {props.children}
    </button>
  );
}

/** Enter confirms the sale; it must not press the card that was clicked before. */
function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}
