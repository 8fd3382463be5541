import { Alert, Button, Input, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { LanguageNote } from '../../i18n/LanguageNote.tsx';
import { useDesk, useDeskName, useKiosk } from '../../kiosk-context.ts';
import { CloseButton, WaitingCardNote } from '../dialog-parts.tsx';
import dialogs from '../dialogs.module.css';
import { Section } from './Section.tsx';
import { roleOfSettings, SECTIONS, type SectionId, shownSections } from './section-list.ts';
import css from './settings.module.css';
import './settings-texts.ts';

const TEXT_LENGTH_MAX = 40;

/** F10: what a supervisor or technician may set at this desk, by section; each change takes effect at once. */
export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const words = useTranslation('settings').t;
  const { settings: store } = useKiosk();
  const trouble = useStore(store, (state) => state.trouble);
  const [text, setText] = useState('');
  const [isAll, setAll] = useState(false);
  const role = useDesk((desk) => roleOfSettings(desk.staff));
  const sections = shownSections({
    ...{ role, isAll, text },
    // Whoever searches in the other language finds the section, too.
    wordsOf: (section) =>
      (['zh', 'en'] as const)
        .map((lng) => `${words(`section.${section}`, { lng })} ${words(`words.${section}`, { lng })}`)
        .join(' '),
  });
  const hidden = SECTIONS.length - sections.length;
  return (
    <Modal
      open
      title={t('settings.title')}
      width="60rem"
      footer={<CloseButton onClose={onClose} />}
      onCancel={onClose}
    >
      {trouble !== null && (
        <Alert
          className={dialogs['trouble'] ?? ''}
          type="warning"
          showIcon
          title={t(`settings.${trouble}`)}
        />
      )}
      <LanguageNote />
      <WaitingCardNote />
      <Input
        className={css['search'] ?? ''}
        value={text}
        maxLength={TEXT_LENGTH_MAX}
        allowClear
        autoComplete="off"
        spellCheck={false}
        placeholder={words('search')}
        aria-label={words('search')}
        onChange={({ target }) => setText(target.value)}
      />
      <div className={css['page']}>
        <Nav sections={sections} />
        <div className={css['sections']} data-sections={sections.join(' ')}>
          {sections.map((section) => (
            <Section key={section} id={section} />
          ))}
          {sections.length === 0 && <p role="status">{words('none', { text })}</p>}
          {text.trim() === '' && hidden > 0 && (
            <Button onClick={() => setAll(true)}>{words('all', { count: hidden })}</Button>
          )}
          <Version />
        </div>
      </div>
    </Modal>
  );
}

/** Buttons that scroll to a section, since all sections are on one page. */
function Nav({ sections }: { readonly sections: readonly SectionId[] }) {
  const { t } = useTranslation('settings');
  const list = useRef<HTMLElement>(null);
  const lead = (section: SectionId) =>
    list.current?.parentElement?.querySelector(`[data-section="${section}"]`)?.scrollIntoView();
  return (
    <nav ref={list} className={css['nav']} aria-label={t('nav')}>
      {sections.map((section) => (
        <button key={section} type="button" className={css['lead']} onClick={() => lead(section)}>
          {t(`section.${section}`)}
        </button>
      ))}
    </nav>
  );
}

function Version() {
  const { t } = useTranslation();
  const { info } = useKiosk();
  const deskName = useDeskName();
  return (
    <p className={dialogs['note']}>
      {t('settings.kiosk', { name: deskName(info.enrolment?.kioskName ?? '') })} ·{' '}
      {t('settings.version', { version: info.appVersion, binding: t(`settings.binding.${info.binding}`) })}
    </p>
  );
}
