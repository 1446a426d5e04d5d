import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** What the canvas says to screen readers and on its buttons. */
export const useCanvasTexts = () => {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      'node.a11yDescription.default': t('workflows.stepKeys'),
      'node.a11yDescription.keyboardDisabled': t('workflows.stepKeys'),
      'node.a11yDescription.ariaLiveMessage': ({ x, y }: { x: number; y: number }) =>
        t('workflows.placed', { x: Math.round(x), y: Math.round(y) }),
      'edge.a11yDescription.default': t('workflows.linkKeys'),
      'controls.ariaLabel': t('workflows.canvas'),
      'controls.zoomIn.ariaLabel': t('asset.zoomIn'),
      'controls.zoomOut.ariaLabel': t('asset.zoomOut'),
      'controls.fitView.ariaLabel': t('asset.zoomFit'),
      'handle.ariaLabel': t('workflows.handle'),
    }),
    [t],
  );
};
