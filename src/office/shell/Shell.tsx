import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useEffect, useRef } from 'react';
import { signOut } from '../api/session.ts';
import { useStanding } from '../api/standing.ts';
import type { Role } from '../api/wire-session.ts';
import { useOverview } from '../today/use-today.ts';
import { setOfficeLanguage, useWords } from './i18n.ts';
import { keepPreference, useTheme } from './preferences.ts';
import type { shellTexts } from './texts.ts';

/** Each page, its address, and the roles that have something to see on it; absent for all. */
const PAGES: readonly Page[] = [
  { name: 'today', to: '/' },
  { name: 'cards', to: '/cards', roles: ['administrator', 'officer'] },
  { name: 'kiosks', to: '/kiosks', roles: ['administrator', 'officer', 'auditor'] },
  { name: 'discrepancies', to: '/discrepancies' },
  { name: 'numbers', to: '/numbers' },
  { name: 'catalogue', to: '/catalogue' },
  { name: 'backups', to: '/backups', roles: ['administrator', 'officer', 'auditor'] },
  { name: 'people', to: '/people', roles: ['administrator', 'auditor'] },
];

interface Page {
  readonly name: keyof typeof shellTexts.zh.pages;
  readonly to: string;
  readonly roles?: readonly Role[];
}

/** What stands around every page: navigation, language, theme, and who works here. */
export function Shell() {
  const { t } = useWords();
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const lastPath = useRef(path);
  // A reader of screens hears of a new page only if it is taken there.
  useEffect(() => {
    if (lastPath.current !== path) main.current?.focus();
    lastPath.current = path;
  }, [path]);
  const overview = useOverview();
  const { standing } = useStanding();
  const role = standing.kind === 'signed-in' ? standing.officer.role : null;
  const pages = PAGES.filter(({ roles }) => roles === undefined || role === null || roles.includes(role));
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <header className="shell-head">
        <div className="shell-title">
          {t('shell.title')}
          <small>{overview.data?.districtName}</small>
        </div>
        <Preferences />
        <Account />
      </header>
      <nav className="shell-nav" aria-label={t('shell.nav')}>
        <ul>
          {pages.map(({ name, to }) => (
            <li key={name}>
              <Link to={to} activeOptions={{ exact: to === '/', includeSearch: false }}>
                {t(`shell.pages.${name}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <main className="shell-main" id="main" ref={main} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}

export function Preferences() {
  const { t, language } = useWords();
  const theme = useTheme();
  return (
    <>
      <Segmented
        aria-label={t('shell.language')}
        value={language}
        options={[
          { value: 'zh', label: '中文' },
          { value: 'en', label: 'English' },
        ]}
        onChange={(value) => void setOfficeLanguage(value === 'en' ? 'en' : 'zh')}
      />
      <Segmented
        aria-label={t('shell.theme')}
        value={theme}
        options={[
          { value: 'light', label: t('shell.light') },
          { value: 'dark', label: t('shell.dark') },
        ]}
        onChange={(value) => keepPreference('theme', value)}
      />
    </>
  );
}

function Account() {
  const { t } = useWords();
  const { standing } = useStanding();
  const officer = standing.kind === 'signed-in' ? standing.officer : null;
  return (
    <>
      {officer === null ? (
        <span className="soft">{t('shell.byToken')}</span>
      ) : (
        <Link to="/account">
          {officer.name} · {t(`shell.role.${officer.role}`)}
        </Link>
      )}
      <Button onClick={() => void signOut(officer !== null).catch(() => location.reload())}>
        {t('shell.signOut')}
      </Button>
    </>
  );
}
