import type { workflows as english } from '../en/workflows.ts';
import type { MessagesOf } from '../messages.ts';

export const workflows: MessagesOf<typeof english> = {
  title: '工作流',
  list: '工作流列表',
  search: '搜索工作流',
  empty: '还没有工作流。工作流会依次运行多个技能，可用于单个资产，也可用于每次上传。',
  emptySearch: '没有与“{{query}}”匹配的工作流。',
  steps: '步骤',
  noSteps: '无',
  arrow: ' → ',
  runs: '运行方式',
  autoRun: '每次上传时',
  byHand: '手动运行',
  setAutoRun: '设为上传时自动运行',
  endAutoRun: '取消上传时自动运行',
  nowAutoRun: '每次上传时都会运行 {{name}}。',
  noLongerAutoRun: '上传时不再运行 {{name}}，改为生成缩略图与说明。',
  duplicate: '复制',
  copyName: '{{name}}（副本）',
  duplicated: '已添加 {{name}}。',
  deleteBody: '正在进行的处理会继续完成。删除后无法恢复。',
  deleteAutoRunBody: '此后上传的图片只生成缩略图与说明。删除后无法恢复。',
};
