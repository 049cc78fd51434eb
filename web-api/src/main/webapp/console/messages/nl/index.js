import common from './common.js';
import connections from './connections.js';
import documents from './documents.js';
import invoice from './invoice.js';
import quickConnect from './quick-connect.js';
import overview from './overview.js';
import problems from './problems.js';

export default {...common, ...connections, ...documents, ...invoice, ...overview, ...quickConnect, ...problems};
