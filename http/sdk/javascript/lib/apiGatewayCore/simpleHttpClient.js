// Sends a request and reads the answer.
"use strict";

globalThis.apiGateway = globalThis.apiGateway || {};
apiGateway.core = apiGateway.core || {};

apiGateway.core.simpleHttpClientFactory = {
    newClient: function () {
        return {
            // Resolves with {status, statusText, headers, data, config}, or rejects
            // with an error that has the same members when the status is not 2xx.
            // data is parsed when the answer is JSON.
            makeRequest: async function (request) {
                const response = await fetch(request.url, {
                    method: request.verb, headers: request.headers, body: request.body
                });
                const answer = {
                    status: response.status, statusText: response.statusText,
                    headers: Object.fromEntries(response.headers.entries()), data: await response.text(), config: request
                };
                try {
                    answer.data = JSON.parse(answer.data);
                } catch (notJson) {
                    // It stays as it came.
                }
                if (!response.ok) {
                    throw Object.assign(new Error("Request failed with status code " + response.status), answer, { response: answer });
                }
                return answer;
            }
        };
    }
};
