import { PageHead } from '../shell/PageHead.tsx';

export function CardPage() {
  return <PageHead title="" />;
}
