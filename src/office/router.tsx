import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Button, Result } from 'antd';
import { z } from 'zod';
import { CrashedPage } from './shell/ErrorFence.tsx';
import { useWords } from './shell/i18n.ts';
import { Shell } from './shell/Shell.tsx';
import { TodayPage } from './today/TodayPage.tsx';

/** What stands in an address may be mistyped: what does not fit is as if it were not there. */
const word = z.string().optional().catch(undefined);
const flag = z.literal(true).optional().catch(undefined);

const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: ({ error }) => <CrashedPage thrown={error} />,
});

const under = () => rootRoute;

const todayRoute = createRoute({ getParentRoute: under, path: '/', component: TodayPage });

const cardsRoute = createRoute({
  getParentRoute: under,
  path: '/cards',
  validateSearch: z.object({
    q: word,
    status: word,
    sort: word,
    order: z.enum(['asc', 'desc']).optional().catch(undefined),
    add: flag,
  }),
  component: lazyRouteComponent(() => import('./cards/CardsPage.tsx'), 'CardsPage'),
});

const importsRoute = createRoute({
  getParentRoute: under,
  path: '/cards/import',
  component: lazyRouteComponent(() => import('./cards/import/ImportPage.tsx'), 'ImportPage'),
});

const erasuresRoute = createRoute({
  getParentRoute: under,
  path: '/cards/erasures',
  validateSearch: z.object({ before: word, id: word }),
  component: lazyRouteComponent(() => import('./cards/erasure/ErasuresPage.tsx'), 'ErasuresPage'),
});

const cardRoute = createRoute({
  getParentRoute: under,
  path: '/cards/$cardNumber',
  component: lazyRouteComponent(() => import('./cards/CardPage.tsx'), 'CardPage'),
});

const kiosksRoute = createRoute({
  getParentRoute: under,
  path: '/kiosks',
  validateSearch: z.object({
    q: word,
    site: word,
    show: word,
    sort: word,
    order: z.enum(['asc', 'desc']).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./kiosks/KiosksPage.tsx'), 'KiosksPage'),
});

const discrepanciesRoute = createRoute({
  getParentRoute: under,
  path: '/discrepancies',
  validateSearch: z.object({ closed: flag, kind: word, site: word, id: word }),
  component: lazyRouteComponent(() => import('./discrepancies/DiscrepanciesPage.tsx'), 'DiscrepanciesPage'),
});

const recordsRoute = createRoute({
  getParentRoute: under,
  path: '/records',
  validateSearch: z.object({
    show: word,
    site: word,
    kind: word,
    from: word,
    to: word,
    card: word,
    sort: word,
    order: z.enum(['asc', 'desc']).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./records/RecordsPage.tsx'), 'RecordsPage'),
});

const numbersRoute = createRoute({
  getParentRoute: under,
  path: '/numbers',
  validateSearch: z.object({ from: word, to: word, by: word, site: word }),
  component: lazyRouteComponent(() => import('./numbers/NumbersPage.tsx'), 'NumbersPage'),
});

const settlementRoute = createRoute({
  getParentRoute: under,
  path: '/numbers/settlement',
  validateSearch: z.object({ site: word, month: word }),
  component: lazyRouteComponent(() => import('./numbers/SettlementPage.tsx'), 'SettlementPage'),
});

const briefRoute = createRoute({
  getParentRoute: under,
  path: '/numbers/brief',
  validateSearch: z.object({ month: word }),
  component: lazyRouteComponent(() => import('./numbers/BriefPage.tsx'), 'BriefPage'),
});

const closingsRoute = createRoute({
  getParentRoute: under,
  path: '/numbers/closings',
  validateSearch: z.object({ from: word, to: word }),
  component: lazyRouteComponent(() => import('./numbers/ClosingsPage.tsx'), 'ClosingsPage'),
});

const advancesRoute = createRoute({
  getParentRoute: under,
  path: '/numbers/advances',
  validateSearch: z.object({ site: word, month: word }),
  component: lazyRouteComponent(() => import('./numbers/AdvancesPage.tsx'), 'AdvancesPage'),
});

const catalogueRoute = createRoute({
  getParentRoute: under,
  path: '/catalogue',
  validateSearch: z.object({ site: word }),
  component: lazyRouteComponent(() => import('./catalogue/CataloguePage.tsx'), 'CataloguePage'),
});

const noticesRoute = createRoute({
  getParentRoute: under,
  path: '/notices',
  validateSearch: z.object({
    q: word,
    show: word,
    sort: word,
    order: z.enum(['asc', 'desc']).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./notices/NoticesPage.tsx'), 'NoticesPage'),
});

const draftRoute = createRoute({
  getParentRoute: under,
  path: '/catalogue/draft',
  validateSearch: z.object({ tab: word, site: word }),
  component: lazyRouteComponent(() => import('./catalogue/draft/DraftPage.tsx'), 'DraftPage'),
});

const backupsRoute = createRoute({
  getParentRoute: under,
  path: '/backups',
  component: lazyRouteComponent(() => import('./backups/BackupsPage.tsx'), 'BackupsPage'),
});

const staffRoute = createRoute({
  getParentRoute: under,
  path: '/staff',
  validateSearch: z.object({ q: word, removed: flag }),
  component: lazyRouteComponent(() => import('./staff/StaffPage.tsx'), 'StaffPage'),
});

const peopleRoute = createRoute({
  getParentRoute: under,
  path: '/people',
  validateSearch: z.object({ add: flag, tab: word, from: word, last: word, who: word }),
  component: lazyRouteComponent(() => import('./people/PeoplePage.tsx'), 'PeoplePage'),
});

const accountRoute = createRoute({
  getParentRoute: under,
  path: '/account',
  component: lazyRouteComponent(() => import('./sign-in/AccountPage.tsx'), 'AccountPage'),
});

export const officeRouter = createRouter({
  routeTree: rootRoute.addChildren([
    todayRoute,
    cardsRoute,
    importsRoute,
    erasuresRoute,
    cardRoute,
    kiosksRoute,
    discrepanciesRoute,
    recordsRoute,
    numbersRoute,
    settlementRoute,
    briefRoute,
    closingsRoute,
    advancesRoute,
    catalogueRoute,
    noticesRoute,
    draftRoute,
    backupsRoute,
    staffRoute,
    peopleRoute,
    accountRoute,
  ]),
  basepath: '/office',
  defaultPreload: 'intent',
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof officeRouter;
  }
}

function NotFound() {
  const { t } = useWords();
  return (
    <Result
      status="404"
      title={t('shell.notFound')}
      subTitle={t('shell.notFoundNext')}
      extra={<Button href="/office">{t('shell.pages.today')}</Button>}
    />
  );
}
