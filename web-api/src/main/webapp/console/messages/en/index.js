import common from './common.js';
import connections from './connections.js';
import documents from './documents.js';
import problems from './problems.js';

export default {...common, ...connections, ...documents, ...problems};
