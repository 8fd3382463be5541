import { PageHead } from '../shell/PageHead.tsx';

export function NumbersPage() {
  return <PageHead title="" />;
}
