import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Delayed } from '../ui/delayed.tsx';
import { PictureGrid, PictureTile } from './picture-grid.tsx';

const shapes = [3, 4, 2, 3, 5, 3, 2, 4, 3, 3, 2, 5].map((width, index) => ({ id: index, width, height: 3 }));

export const GridSkeleton = () => {
  const { t } = useTranslation();
  return (
    <Delayed>
      <PictureGrid label={t('common.loading')} busy>
        {shapes.map((shape) => (
          <PictureTile key={shape.id} width={shape.width} height={shape.height}>
            <Skeleton height="100%" radius={0} />
          </PictureTile>
        ))}
      </PictureGrid>
    </Delayed>
  );
};
