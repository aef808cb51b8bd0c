// Package gateway carries out one call of an API, from the request to the answer,
// as API Gateway's data plane does. It knows no listener: whoever has a
// connection tells which API and stage a request is for and hands it over as a
// [Call]; what comes back is a [Reply].
//
// A call goes through the steps that AWS documents, in AWS's order: authorize;
// key, throttle and quota; validate; look into the method cache; map the request;
// integrate; map the answer back; compress. A step that ends the call does so with a fault, which becomes the answer
// in one place. What a stage serves is compiled once from its deployment's tree,
// never changes, and is kept by the tree's pointer, so that a call of the past
// is carried out by the tree of the past.
//
// A WebSocket API's connection is a [Socket] here. It is opened by a Call, by way of
// [Gateway.Connect]; what comes on it is carried out by [Gateway.Receive], and its
// end by [Gateway.Disconnect], in the same steps. Whoever has the connection sends
// the frames.
package gateway
