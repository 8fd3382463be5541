import { PageHead } from '../shell/PageHead.tsx';

export function DiscrepanciesPage() {
  return <PageHead title="" />;
}
