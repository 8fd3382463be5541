import { PageHead } from '../shell/PageHead.tsx';

export function CardsPage() {
  return <PageHead title="" />;
}
