import { useTranslation } from 'react-i18next';
import { CommandKey, useRun } from '../../desk-command.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDesk } from '../../kiosk-context.ts';
import css from './desk-notices.module.css';

/** This many fit beside what the desk offers; the next ones are shown once these are read. */
const SHOWN_MAX = 2;

/** Shows what the office tells this desk until a clerk says that it was read. The key is for the first notice. */
export function DeskNotices() {
  const { t } = useTranslation();
  const language = useLanguage();
  const run = useRun();
  const notices = useDesk((desk) => desk.notices);
  if (notices.length === 0) return null;
  const hidden = notices.length - SHOWN_MAX;
  return (
    <section className={css['notices']} aria-label={t('notices.title')}>
      {notices.slice(0, SHOWN_MAX).map((notice, index) => (
        <div key={notice.noticeId} className={css['notice']} data-importance={notice.importance}>
          <p>
            <strong>{t(`notices.${notice.importance}`)}</strong>{' '}
            {language === 'en' && notice.en !== null ? notice.en : notice.zh}
          </p>
          {index === 0 ? (
            <CommandKey id="notice-read" className={css['read']} />
          ) : (
            <button
              type="button"
              className={css['read']}
              onClick={() => run('notice-read', { notice: notice.noticeId })}
            >
              {t('notices.read')}
            </button>
          )}
        </div>
      ))}
      {hidden > 0 && <p className={css['more']}>{t('notices.more', { count: hidden })}</p>}
    </section>
  );
}
