import common from './common.js';
import connections from './connections.js';
import documents from './documents.js';
import invoice from './invoice.js';
import quickConnect from './quick-connect.js';
import problems from './problems.js';

export default {...common, ...connections, ...documents, ...invoice, ...quickConnect, ...problems};
